"""The addresses of pages as data, and of dumps; see data_forms.py for what their names do."""

from django.urls import path

from . import (
    akoma_ntoso,
    calendars,
    change_feeds,
    citations,
    data,
    dumps,
    feeds,
    issues,
    popolo,
)

CITED = ["ris", "bib", "csl"]

urlpatterns = [
    path("data/", dumps.data_index, name="data_index"),
    path("data/record-file.schema.json", dumps.record_file_schema, name="record_file_schema"),
    path("data/<str:name>", dumps.data_file, name="data_file"),
    path("meetings.json", data.MEETINGS.json, name="meeting_list_json"),
    path("meetings.csv", data.MEETINGS.csv, name="meeting_list_csv"),
    path("meetings/<id:meeting>.json", data.meeting_detail_json, name="meeting_detail_json"),
    path(
        "meetings/<id:meeting>/statements/<id:statement>.json",
        data.statement_detail_json,
        name="statement_detail_json",
    ),
    path("statements.json", data.STATEMENTS.json, name="statement_list_json"),
    path("statements.csv", data.STATEMENTS.csv, name="statement_list_csv"),
    path("follow-ups.json", data.FOLLOW_UPS.json, name="follow_up_list_json"),
    path("follow-ups.csv", data.FOLLOW_UPS.csv, name="follow_up_list_csv"),
    path("officials.json", data.OFFICIALS.json, name="official_list_json"),
    path("officials.csv", data.OFFICIALS.csv, name="official_list_csv"),
    path("officials/<id:official>.json", data.official_detail_json, name="official_detail_json"),
    path("parties.json", data.PARTIES.json, name="party_list_json"),
    path("parties.csv", data.PARTIES.csv, name="party_list_csv"),
    path("parties/<id:party>.json", data.party_detail_json, name="party_detail_json"),
    path("issues.json", data.ISSUES.json, name="issue_list_json"),
    path("issues.csv", data.ISSUES.csv, name="issue_list_csv"),
    path("issues/<id:issue>.json", data.issue_detail_json, name="issue_detail_json"),
    path("processes.json", data.PROCESSES.json, name="process_list_json"),
    path("processes.csv", data.PROCESSES.csv, name="process_list_csv"),
    path("processes/<id:process>.json", data.process_detail_json, name="process_detail_json"),
    path("places.json", data.PLACES.json, name="place_list_json"),
    path("places.csv", data.PLACES.csv, name="place_list_csv"),
    path("places/<id:place>.json", data.place_detail_json, name="place_detail_json"),
    path("sources/<id:source>.json", data.source_detail_json, name="source_detail_json"),
    path("meetings.ics", calendars.meeting_list_ics, name="meeting_list_ics"),
    path("meetings.atom", feeds.meeting_list_atom, name="meeting_list_atom"),
    path("meetings/<id:meeting>.ics", calendars.meeting_detail_ics, name="meeting_detail_ics"),
    path(
        "meetings/<id:meeting>.atom", change_feeds.meeting_detail_atom, name="meeting_detail_atom"
    ),
    path("meetings/<id:meeting>.akn", akoma_ntoso.meeting_akn, name="meeting_detail_akn"),
    *(
        path(
            f"meetings/<id:meeting>.{form}",
            citations.meeting_citation,
            {"form": form},
            name=f"meeting_detail_{form}",
        )
        for form in CITED
    ),
    *(
        path(
            f"meetings/<id:meeting>/statements/<id:statement>.{form}",
            citations.statement_citation,
            {"form": form},
            name=f"statement_detail_{form}",
        )
        for form in CITED
    ),
    path("statements.atom", feeds.statement_list_atom, name="statement_list_atom"),
    path("corrections.atom", change_feeds.corrections_atom, name="corrections_atom"),
    path("follow-ups.ics", calendars.follow_up_list_ics, name="follow_up_list_ics"),
    path("follow-ups.atom", feeds.follow_up_list_atom, name="follow_up_list_atom"),
    path("officials/<id:official>.ics", calendars.official_detail_ics, name="official_detail_ics"),
    path("officials/<id:official>.atom", feeds.official_detail_atom, name="official_detail_atom"),
    path("officials.popolo", popolo.official_list_popolo, name="official_list_popolo"),
    path(
        "officials/<id:official>.popolo",
        popolo.official_detail_popolo,
        name="official_detail_popolo",
    ),
    path("parties.popolo", popolo.party_list_popolo, name="party_list_popolo"),
    path("parties/<id:party>.popolo", popolo.party_detail_popolo, name="party_detail_popolo"),
    path("parties/<id:party>.ics", calendars.party_detail_ics, name="party_detail_ics"),
    path("parties/<id:party>.atom", feeds.party_detail_atom, name="party_detail_atom"),
    path("issues/<id:issue>.ics", calendars.issue_detail_ics, name="issue_detail_ics"),
    path("issues/<id:issue>.atom", feeds.issue_detail_atom, name="issue_detail_atom"),
    path("issues/<id:issue>.csv", issues.issue_csv, name="issue_detail_csv"),
    path("processes/<id:process>.ics", calendars.process_detail_ics, name="process_detail_ics"),
    path("processes/<id:process>.atom", feeds.process_detail_atom, name="process_detail_atom"),
    path("places/<id:place>.ics", calendars.place_detail_ics, name="place_detail_ics"),
    path("places/<id:place>.atom", feeds.place_detail_atom, name="place_detail_atom"),
]
