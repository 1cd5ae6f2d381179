# The site under gunicorn, as a user without rights. See docker-compose.yml for the rest.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --root-user-action=ignore -r requirements.txt

COPY manage.py ./
COPY talks talks
COPY templates templates
COPY static static

RUN useradd --system --user-group --no-create-home --home-dir /nonexistent parley \
    && install --directory --owner=parley --group=parley --mode=0700 /data
USER parley
VOLUME /data
EXPOSE 8000

# The static files are made at each start: /data may be a volume that outlives this image.
CMD ["sh", "-c", "python manage.py migrate --noinput && python manage.py collectstatic --noinput --verbosity 0 && exec python -m gunicorn talks.wsgi --bind 0.0.0.0:8000 --threads 4 --no-control-socket"]
