"""
Answers that a language model helps to word, under the same promises as without it.

Owns what the model is given, how its reply is read and checked, and what happens when it fails;
leaves deciding what is answered, and every quotation, to `assistant.answering`.
"""
