"""The addresses of the record as JSON and CSV; see data_forms.py for what their names do."""

from django.urls import path

from . import data, dumps

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
]
