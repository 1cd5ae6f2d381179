"""The addresses of import, below /admin/import/."""

from django.urls import path

from . import transcripts, views

urlpatterns = [
    path("", views.import_list, name="import_list"),
    path("transcript/", transcripts.import_transcript, name="import_transcript"),
    path("<int:pk>/", views.import_job, name="import_job"),
    path("<int:pk>/commit/", views.import_commit, name="import_commit"),
    path("<int:pk>/headings/", views.import_headings, name="import_headings"),
    path("<int:pk>/cancel/", views.import_cancel, name="import_cancel"),
    path("templates/<str:name>", views.import_template, name="import_template"),
]
