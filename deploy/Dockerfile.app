# Gateway, worker, actions, command line: one image, started with different commands.
FROM python:3.12-slim-bookworm AS packages
# Where packages come from, for whoever does not use the public index: docker-compose passes them from its environment.
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
COPY requirements/app.txt /tmp/app.txt
RUN python -m venv /packages \
 && /packages/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -q -r /tmp/app.txt

FROM python:3.12-slim-bookworm
COPY --from=packages /packages /packages
ENV PATH=/packages/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HELPLINE_DATA_DIR=/tmp/sanad
WORKDIR /app
COPY deploy/health.py deploy/helpline ./deploy/
COPY content content
COPY data/nlu data/nlu
COPY launch/__init__.py launch/preparation.py launch/
COPY helpline helpline
COPY actions actions
COPY bot bot
RUN python -m compileall -q helpline actions bot && chmod 755 deploy/helpline && ln -s /app/deploy/helpline /usr/local/bin/helpline
USER 10001:10001
CMD ["python", "-m", "bot"]
