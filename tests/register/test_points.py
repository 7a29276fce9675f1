"""What a plan's sentences say of points, and what they come to with what was reported."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest
from fakes import quote_of
from records import FakeStatuses, milestone, plan, report

from assistant.register.point_rules import Each, Scored, point_rules
from assistant.register.points import Score, Supposed, score
from ingest.records import Goal

HALF_AND_WHOLE = (
    "Et mål giver fuldt pointtal, når alle dets milepæle er nået, halvt pointtal, når mindst halvdelen er nået, "
    "og ellers 0 point."
)


def _goals(*sizes: int, weights: tuple[str | None, ...] = ()) -> tuple[Goal, ...]:
    """Goals "g1", "g2" and so on, each with so many milestones, "g1-1" and so on."""
    names = [f"g{place}" for place in range(1, len(sizes) + 1)]
    named = [(name, f"{name}-{n}") for name, size in zip(names, sizes, strict=True) for n in range(1, size + 1)]
    made = plan(*(milestone(id_, goal=name) for name, id_ in named), goals=dict.fromkeys(names, "plan-2025"))
    given = weights or (None,) * len(sizes)
    return tuple(dataclasses.replace(goal, weight=weight) for goal, weight in zip(made.goals, given, strict=True))


def _scored(goals: tuple[Goal, ...], rule: str, **statuses: str) -> Score:
    reports = FakeStatuses({key.replace("_", "-"): report(status, note="n") for key, status in statuses.items()})
    found = score(goals, (quote_of(rule, rule),) if rule else (), reports)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "partly"),
    [
        ("Et opfyldt mål giver alle sine point, og et delvist opfyldt mål giver halvdelen af sine point.", (1, 2)),
        ("Delvist opfyldte mål giver 60 % af deres vægt.", (3, 5)),
        ("Der gives ingen point for delvis opfyldelse.", (0, 1)),
        ("A partly met goal scores two thirds of its points.", (2, 3)),
        ("Half of the points are given for partially achieved goals.", (1, 2)),
        ("Målene vægtes lige.", None),
        ("Delvist opfyldt betyder, at noget mangler.", None),
    ],
)
def test_what_partly_fulfilled_gives_is_read_as_a_share(text: str, partly: tuple[int, int] | None) -> None:
    """In both languages, and before or after the words for it; never where no points are spoken of."""
    rules = point_rules([quote_of(text, text)])

    assert (rules.partly if rules else None) == (Fraction(*partly) if partly else None)


@pytest.mark.parametrize(
    ("text", "each", "partly"),
    [
        ("Hvert opfyldt mål giver 10 point, et delvist opfyldt mål giver 5 point.", ("goal", 10, "point"), 5),
        ("Et målepunkt, der er opfyldt, giver 2 point.", ("milestone", 2, "point"), None),
        (
            "Each fulfilled milestone scores 2.5 points; a partly fulfilled one 1 point.",
            ("milestone", "5/2", "point"),
            1,
        ),
        ("Every goal that is met counts for 20 per cent. Scores are published.", ("goal", 20, "%"), None),
    ],
)
def test_what_each_gives_is_read(text: str, each: tuple[str, int | str, str], partly: int | None) -> None:
    """A plan may say it once for all its goals or milestones."""
    rules = point_rules([quote_of(text, text)])

    assert rules is not None
    assert rules.each == Each(scored=Scored(each[0]), points=Fraction(each[1]), unit=each[2])
    assert rules.partly_points == (None if partly is None else Fraction(partly))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (HALF_AND_WHOLE, {(4, 4): 1, (3, 4): "1/2", (2, 4): "1/2", (1, 4): 0}),
        (
            "A goal scores all its points when all milestones are met, and half if at least two milestones are.",
            {(3, 3): 1, (2, 3): "1/2", (1, 3): 0},
        ),
        ("Et mål giver alle sine point, når mindst 75 % af milepælene er nået.", {(3, 4): 1, (2, 4): 0}),
        ("A goal gives full points when two of its three milestones are met.", {(2, 3): 1, (1, 3): 0}),
        ("Et opfyldt mål giver alle sine point, når årsrapporten er afgivet.", {}),
    ],
)
def test_steps_by_milestones_are_read(text: str, at: dict[tuple[int, int], int | str]) -> None:
    """So many milestones give so much of the goal; a condition about anything else is no step."""
    rules = point_rules([quote_of(text, text)])

    assert rules is not None or not at
    assert bool(rules and rules.tiers) is bool(at)
    assert all(rules and rules.of_milestones(*key) == Fraction(part) for key, part in at.items())


def test_goals_weigh_as_printed_and_partly_by_the_rule() -> None:
    """What nobody has rated is open, and a traffic light rates nothing."""
    goals = _goals(2, 2, 2, weights=("50 point", "30 point", "20 point"))

    found = _scored(goals, "Et delvist opfyldt mål giver halvdelen af sine point.", g1="partly_fulfilled", g2="green")

    assert (found.earned, found.open, found.total, found.unit) == (25, 50, 100, "point")


def test_partly_fulfilled_is_open_where_the_plan_is_silent() -> None:
    """No share is made up."""
    found = _scored(_goals(1, weights=("40 %",)), "", g1="partly_fulfilled")

    assert (found.earned, found.most, found.unit) == (0, 40, "%")


def test_milestones_give_a_goal_its_steps() -> None:
    """Two of four done give half of the goal now; the rest is open until the others are rated."""
    goals = _goals(4, weights=("25 point",))
    now = _scored(goals, HALF_AND_WHOLE, g1_1="completed", g1_2="fulfilled")
    then = _scored(goals, HALF_AND_WHOLE, g1_1="completed", g1_2="fulfilled", g1_3="not_fulfilled")

    assert (now.earned, now.most) == (Fraction(25, 2), 25)
    assert (then.earned, then.most) == (Fraction(25, 2), Fraction(25, 2))


def test_each_milestone_gives_what_the_plan_says_of_all() -> None:
    """Where nothing has a weight of its own."""
    rule = "Hvert opfyldt målepunkt giver 2 point. Delvist opfyldte målepunkter giver 1 point."

    found = _scored(_goals(2, 1), rule, g1_1="fulfilled", g1_2="partly_fulfilled")

    assert (found.scored, found.earned, found.most, found.total) == (Scored.MILESTONE, 3, 5, 6)


def test_points_printed_at_milestones_count() -> None:
    """Every one of them has some; were one without, nothing could be added up."""
    known = plan(milestone("a"), milestone("b"))
    texts = {"a": "Hjemmesiden er i luften (10 point).", "b": "Vagtplanen er ny (vægt: 5)."}
    (goal,) = known.goals
    quotes = {id_: quote_of(text, text) for id_, text in texts.items()}
    weighed = tuple(dataclasses.replace(each, quote=quotes[each.id]) for each in goal.milestones)
    goals = (dataclasses.replace(goal, milestones=weighed),)

    found = _scored(goals, "", a="completed")

    assert (found.earned, found.total) == (10, 15)
    assert score((dataclasses.replace(goal, milestones=(*weighed, goal.milestones[0])),), (), FakeStatuses()) is None


def test_what_slips_is_taken_as_not_fulfilled_and_nothing_is_written() -> None:
    """A supposed register answers "what if"; the register itself stays as it is."""
    goals = _goals(2, weights=("10 point",))
    statuses = FakeStatuses({"g1-1": report("completed"), "g1-2": report("completed")})
    rule = (quote_of(HALF_AND_WHOLE, HALF_AND_WHOLE),)

    then = score(goals, rule, Supposed(statuses, {"g1-2"}))

    assert then is not None
    assert (then.earned, then.most) == (5, 5)
    assert score(goals, rule, statuses) != then


def test_no_score_without_weights_or_a_rule() -> None:
    """Most plans give no points."""
    assert score(_goals(2), (), FakeStatuses()) is None
