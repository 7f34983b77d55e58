"""Figures for Prometheus: counts and ages, never anything about a person."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select

from bot.wiring import Gateway
from helpline.domain.cases import CaseState, Priority
from helpline.storage import outbox
from helpline.storage.database import Transaction
from helpline.storage.schema import cases


def metrics_handlers(gateway: Gateway) -> list[HTTPRouteHandler]:
    @get("/metrics", sync_to_thread=True)
    def metrics() -> Response[bytes]:
        registry = CollectorRegistry()
        with gateway.database.read() as tx:
            _queues(tx, registry)
            _cases(tx, registry)
        return Response(generate_latest(registry), media_type="text/plain; version=0.0.4")

    return [metrics]


def _queues(tx: Transaction, registry: CollectorRegistry) -> None:
    gauge = Gauge("helpline_queue_depth", "Rows not finished yet", ["queue"], registry=registry)
    for name, depth in outbox.depth(tx).items():
        gauge.labels(queue=name).set(depth)


def _cases(tx: Transaction, registry: CollectorRegistry) -> None:
    gauge = Gauge("helpline_cases_waiting", "Cases that nobody has taken", ["priority"], registry=registry)
    oldest = Gauge("helpline_oldest_waiting_case_seconds", "Age of the oldest", ["priority"], registry=registry)
    statement = (
        select(cases.c.priority, func.count().label("waiting"), func.min(cases.c.opened_at).label("oldest"))
        .where(cases.c.state == CaseState.WAITING)
        .group_by(cases.c.priority)
    )
    found = {row.priority: row for row in tx.execute(statement)}
    for priority in Priority:
        row = found.get(int(priority))
        gauge.labels(priority=priority.name.lower()).set(row.waiting if row else 0)
        oldest.labels(priority=priority.name.lower()).set((tx.now - row.oldest).total_seconds() if row else 0)
