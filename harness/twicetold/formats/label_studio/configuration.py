"""The labeling configuration: how a project of ours looks in the tool, with all our types, roles and attributes."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from twicetold.formats.label_studio.convention import CHOICES, LABELS, RELATIONS

_SHOWN = {
    "entity": ("level", "name", "entity_tags"),
    "date": ("value", "mod"),
    "event": ("polarity", "realis"),
    "claim": ("mode", "stance"),
    None: ("tags",),
}
"""The attributes that the tool shows for a region of a control, or for every region."""

_COLOURS = {"entity": "#2f7ed8", "date": "#2e9e5b", "event": "#d9534f", "claim": "#8e5bb5", "part": "#8a8a8a"}


def configuration() -> str:
    """Return the labeling configuration, XML."""
    lines = ["<View>", '  <Relations choice="multiple">']
    lines += [f"    <Relation value={quoteattr(each)}/>" for each in RELATIONS]
    lines += ["  </Relations>"]
    for control, labels in LABELS.items():
        lines += [f'  <Labels name="{control}" toName="text">']
        lines += [f'    <Label value={quoteattr(each)} background="{_COLOURS[control]}"/>' for each in labels]
        lines += ["  </Labels>"]
    lines += ["  <Style>.htx-text { white-space: pre-wrap; }</Style>"]  # else blanks are lost, and offsets with them
    lines += ['  <Header value="$headline"/>', '  <Text name="text" value="$text"/>']
    for shown, attributes in _SHOWN.items():
        narrowed = f' whenTagName="{shown}"' if shown else ""
        lines += [f'  <View visibleWhen="region-selected"{narrowed}>']
        for name in attributes:
            lines += [f'    <Header size="5" value="{name}"/>', *_attribute_control(name)]
        lines += ["  </View>"]
    return "\n".join([*lines, "</View>"])


def _attribute_control(name: str) -> list[str]:
    common = f'name="{name}" toName="text" perRegion="true"'
    if name not in CHOICES:
        return [f'    <TextArea {common} maxSubmissions="1" editable="true"/>']
    several = "multiple" if "tags" in name else "single"
    choices = [f"      <Choice value={quoteattr(each)}/>" for each in CHOICES[name]]
    return [f'    <Choices {common} choice="{several}" showInline="true">', *choices, "    </Choices>"]
