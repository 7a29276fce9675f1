"""
Which answerer answers: the first one, in a fixed order, that takes the question for its own.

Owns the order and the reasons for it; leaves everything else to the answerers.
"""

from __future__ import annotations

from assistant.answering.again.second_reading import read_again
from assistant.answering.context import Answerer, Context
from assistant.answering.draft import Draft
from assistant.answering.labels.cells import answer_cell
from assistant.answering.labels.comparison import answer_comparison
from assistant.answering.labels.counted import answer_counted
from assistant.answering.labels.extremes import answer_extreme
from assistant.answering.labels.faq import answer_asked_before
from assistant.answering.labels.labelled import answer_labelled
from assistant.answering.labels.sections import answer_section
from assistant.answering.labels.several import answer_several
from assistant.answering.labels.statements import answer_mission
from assistant.answering.labels.strangers import answer_of_strangers
from assistant.answering.labels.tables import answer_table
from assistant.answering.plans.by_year import answer_by_year
from assistant.answering.plans.changes import answer_changes
from assistant.answering.plans.codes import answer_code
from assistant.answering.plans.columns import answer_column
from assistant.answering.plans.conditions import answer_condition
from assistant.answering.plans.goals import answer_goals
from assistant.answering.plans.milestones import answer_milestones
from assistant.answering.plans.scale import answer_scale
from assistant.answering.plans.status import answer_action, answer_status
from assistant.answering.prose.definitions import answer_definition
from assistant.answering.prose.facts import answer_document_dates, answer_named_time, answer_plan_year, answer_when
from assistant.answering.prose.past_figures import answer_past_figure
from assistant.answering.prose.people import answer_people
from assistant.answering.prose.topics import answer_topic
from assistant.answering.reported.amount import answer_points
from assistant.answering.reported.changes import answer_history, answer_reports_by, answer_reports_since
from assistant.answering.reported.due import answer_due
from assistant.answering.reported.owners import answer_owned, answer_owner, answer_unowned
from assistant.answering.reported.rounds import answer_rounds
from assistant.answering.reported.standing import answer_standing
from assistant.answering.talk.conversation import (
    answer_conversation,
    answer_documents,
    answer_opinion,
    answer_orders,
    ask_back,
    ask_what,
)
from assistant.answering.talk.learning import answer_learning, or_learning
from assistant.answering.talk.overview import answer_overview
from assistant.answering.talk.programme import answer_privacy, with_pointer

__all__ = ["ORDER", "answer", "first_answer"]

ORDER: tuple[Answerer, ...] = (
    answer_conversation,
    answer_privacy,  # "who can see that I have finished my onboarding?" is no question for its status
    ask_what,  # "when is it done?" with nothing before it
    answer_action,  # an order about a milestone is shown its record, so it comes before orders in general
    answer_opinion,
    answer_rounds,
    answer_scale,  # "which statuses can a milestone get?" asks for no status
    answer_reports_by,
    answer_reports_since,
    answer_history,
    answer_points,
    answer_due,
    answer_unowned,
    answer_owner,
    answer_standing,  # once something is reported: what stands as asked, in place of what was only planned
    answer_owned,
    answer_status,  # "say that HAIBA is done" is a question about status, whatever else it says
    answer_orders,
    answer_learning,  # training material has its own label, and yields to any question for the plan
    answer_documents,
    answer_of_strangers,  # before any label: "the mission of …" is nobody else's
    answer_section,  # a heading between quotation marks is the asker's own pointer
    answer_condition,  # "what if it is August?" of a milestone asks for no milestones in August
    answer_cell,  # "the target for 2027" stands in a column of its own, whatever years the plan is for
    answer_extreme,  # "which goal gets the most money?" asks for one row, not for all goals
    answer_past_figure,  # "and in 2024?" may be told in the text of a plan for another year
    answer_changes,  # "what changed in goal 3 since 2024?" names a year whose plan is only one side of the answer
    answer_by_year,  # a year by which something is promised is no plan of that year
    answer_plan_year,
    answer_comparison,
    answer_named_time,  # "March 2026" stands in the text; no quarter is made of it
    answer_code,
    answer_counted,
    answer_column,
    answer_milestones,
    answer_people,
    answer_when,
    answer_goals,
    answer_document_dates,
    answer_definition,
    answer_several,
    answer_asked_before,
    answer_table,  # a list of rows has more to it than the label above them
    answer_labelled,
    answer_mission,
    answer_overview,
    ask_back,
)
"""Records before passages: a filter over them is complete, a search is not."""


def answer(context: Context) -> Draft:
    """The draft of the first answerer that takes the question; where that finds nothing, of a second reading."""
    draft = read_again(context, first_answer(context), first_answer)
    return with_pointer(context, or_learning(context, draft))


def first_answer(context: Context) -> Draft:
    """The draft of the first answerer that takes the question, else what the documents say on its topic."""
    for answerer in ORDER:
        draft = answerer(context)
        if draft is not None:
            return draft
    return answer_topic(context)
