"""Reads a calendar with vobject, libical and python-icalendar, strictly, and compares what the first two read with what was stored.

python-icalendar 4 takes an escaped backslash before an n for a line break (RFC 5545 3.3.11 says otherwise), so its texts are not compared.

Usage: read.py CALENDAR [EXPECTED]
EXPECTED is a JSON list of {uid, summary, description, location}; null where the event has no such property.
Prints what is wrong and ends with 1, or prints the number of events.
"""

import json
import sys

import gi
import icalendar
import vobject

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

TEXTS = ("summary", "description", "location")
problems = []


def check(condition, sentence):
    if not condition:
        problems.append(sentence)


def lines(data):
    check(data.endswith(b"\r\n"), "The last line does not end in CRLF.")
    for line in data.split(b"\r\n"):
        check(len(line) <= 75, f"A line has {len(line)} octets: {line[:90]!r}")
        check(not any(octet < 32 and octet != 9 or octet == 127 for octet in line), f"A control character: {line!r}")
    check(not data.startswith(b"\xef\xbb\xbf"), "A byte order mark.")


def with_vobject(text):
    (calendar,) = vobject.readComponents(text)
    calendar.validate(raiseException=True)
    for event in getattr(calendar, "vevent_list", []):
        yield {"uid": event.uid.value, **{name: getattr(event, name).value if hasattr(event, name) else None for name in TEXTS}}


def with_icalendar(data):
    calendar = icalendar.Calendar.from_ical(data)
    for event in calendar.walk("VEVENT"):
        check(not event.errors, f"icalendar: {event.errors}")
        check(event.decoded("dtend") > event.decoded("dtstart"), f"{event['uid']} ends before it starts.")
        yield {"uid": str(event["uid"]), **{name: str(event[name]) if name in event else None for name in TEXTS}}


def with_libical(text):
    calendar = ICalGLib.Component.new_from_string(text)
    check(calendar is not None, "libical reads nothing.")
    ICalGLib.restriction_check(calendar)
    check(calendar.count_errors() == 0, f"libical counts {calendar.count_errors()} errors.")
    kinds = {
        "summary": ICalGLib.PropertyKind.SUMMARY_PROPERTY,
        "description": ICalGLib.PropertyKind.DESCRIPTION_PROPERTY,
        "location": ICalGLib.PropertyKind.LOCATION_PROPERTY,
    }
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        found = {"uid": event.get_uid()}
        for name, kind in kinds.items():
            stated = event.get_first_property(kind)
            found[name] = None if stated is None else stated.get_value().get_text()
        yield found
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)


def compare(reader, read, expected):
    read = {event["uid"]: event for event in read}
    check(len(read) == len(expected), f"{reader} reads {len(read)} of {len(expected)} events.")
    for event in expected:
        there = read.get(event["uid"])
        check(there is not None, f"{reader} does not read {event['uid']}.")
        for name in TEXTS if there is not None else ():
            check(
                there[name] == event[name],
                f"{reader} reads another {name} of {event['uid']}: {there[name]!r} instead of {event[name]!r}",
            )


with open(sys.argv[1], "rb") as file:
    data = file.read()
text = data.decode("utf-8")
lines(data)
readers = {"vobject": lambda: with_vobject(text), "icalendar": lambda: with_icalendar(data), "libical": lambda: with_libical(text)}
results = {name: list(reader()) for name, reader in readers.items()}
if len(sys.argv) > 2:
    with open(sys.argv[2], encoding="utf-8") as file:
        expected = json.load(file)
else:
    expected = results["vobject"]
uids = [event["uid"] for event in results["icalendar"]]
check(len(uids) == len(set(uids)), "A UID is there twice.")
for name in ("vobject", "libical"):
    compare(name, results[name], expected)

for problem in problems[:20]:
    print(problem)
if problems:
    print(f"{len(problems)} problems")
    sys.exit(1)
print(len(expected))
