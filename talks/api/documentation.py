from django.http import HttpResponse


def documentation(request):
    return HttpResponse("x")
