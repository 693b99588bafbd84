"""Writes the Word templates of `templates/`, in one house style. Council staff then edit the .docx files in Word.

Run as `python -m tools.templates` (all of them) or `python -m tools.templates invite agenda` (some).
"""
