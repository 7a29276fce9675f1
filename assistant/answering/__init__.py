"""
One answerer for each kind of question, and what they share.

From the question down: `router` asks the answerers in order, and `again` reads a question anew that found nothing;
the answerers are in `talk`, `prose`, `plans`, `reported` and `labels`, by where the answer comes from; what they share
is in `finding`, `judging` and `cutting`, over the two values that all pass on, `context` and `draft`. `compose`
makes the answer of a draft, with `editions` for the other language. Each layer knows only those below it.
"""
