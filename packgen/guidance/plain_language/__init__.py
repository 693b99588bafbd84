"""Plain language of the Child Safety Plan: how hard it reads, which words to change, which promises lack who or when.

What is found goes to staff as located warnings; no score is ever printed on a child's copy.
"""
