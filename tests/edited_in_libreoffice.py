"""Minutes edited as people edit them in LibreOffice Writer: by a macro that changes the table of actions and saves."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import indent

from packgen.processes import Limits, run

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edit" script:language="StarBasic">
Sub Go(source As String, target As String)
  Dim opened, table, i
  Dim how(0) As New com.sun.star.beans.PropertyValue, kind(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  opened = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, how())
  For i = 0 To opened.TextTables.Count - 1
    table = opened.TextTables.getByIndex(i)
    If InStr(table.getCellByPosition(0, 0).String, "Ref") &gt; 0 Then
      If InStr(table.getCellByPosition(1, 0).String, "Action") &gt; 0 Then
{edit}
      End If
    End If
  Next
  kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
  opened.storeToURL(ConvertToURL(target), kind())
  opened.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">{}</library:library>
"""


def with_actions_edited(made: bytes, edit: str, folder: Path) -> bytes:
    """Open `made` in LibreOffice, run the Basic lines of `edit` on `table`, the table of actions, and save as Word."""
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run([SOFFICE, profile, "--headless", "--terminate_after_init"], Limits(90), folder=folder)
    basic = folder / "profile" / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    macro = _MACRO.format(edit=indent(edit.strip("\n"), " " * 8))
    (basic / "Edit.xba").write_text(macro, encoding="utf-8")
    element = '<library:element library:name="Edit"/>'
    (basic / "script.xlb").write_text(_LIBRARY.format(element), encoding="utf-8")
    (basic / "dialog.xlb").write_text(_LIBRARY.format(""), encoding="utf-8")
    source, target = folder / "typed.docx", folder / "saved.docx"
    source.write_bytes(made)
    run([SOFFICE, profile, "--headless", f"macro:///Standard.Edit.Go({source},{target})"], Limits(90), folder=folder)
    return target.read_bytes()
