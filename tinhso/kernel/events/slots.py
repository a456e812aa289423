"""What the log has tried by `tinhso check`."""

from tinhso.kernel.events.jobs import metrics as job_metrics
from tinhso.kernel.events.jobs.probes import jobs
from tinhso.kernel.events.signatures import metrics as seal_metrics
from tinhso.kernel.events.signatures.probes import proof_outside, seals, signatures
from tinhso.kernel.events.signatures.trials import ask_authorities, compare_clocks
from tinhso.kernel.site.operation import Empty, Export, Metric, Probe
from tinhso.kernel.site.trial import Trial

PROBES = [
    Probe("jobs", jobs, order=10),
    Probe("seals", seals, order=20),
    Probe("signatures", signatures, order=21),
    Probe("proof_outside", proof_outside, database=False, deploy=True, order=90),
]
METRICS = [
    Metric("tinhso_jobs", "jobs that are due, run or were given up", job_metrics.jobs),
    Metric(
        "tinhso_jobs_oldest_seconds", "how long the first job of a queue has been due", job_metrics.oldest_job
    ),
    Metric("tinhso_workers", "workers that gave a sign of life within two minutes", job_metrics.workers),
    Metric("tinhso_events_unsealed", "events that no seal covers yet", seal_metrics.unsealed),
    Metric("tinhso_seal_age_seconds", "time since the last seal", seal_metrics.seal_age),
    Metric(
        "tinhso_timestamp_wait_seconds",
        "how long the oldest signed head has waited for a time stamp",
        seal_metrics.stamp_wait,
    ),
]
EXPORTS = [
    Export(
        "events",
        "Mọi sự kiện, lượt xem dữ liệu cá nhân, niêm phong và chữ ký đầu chuỗi",
        stays={
            "procrastinate.ProcrastinateEvent": "the history of jobs",
            "procrastinate.ProcrastinateJob": "jobs of this program",
            "procrastinate.ProcrastinatePeriodicDefer": "the timetable of jobs",
            "procrastinate.ProcrastinateWorker": "processes of this machine",
            "events.LeftJob": "jobs of this program",
        },
        order=5,
    )
]
TRIALS = [
    Trial("clock", "Đồng hồ của cơ sở dữ liệu", "DATABASE_URL", compare_clocks, order=1),
    Trial("stamps", "Dấu thời gian", "TINHSO_TIMESTAMP_URL", ask_authorities, order=32),
]
EMPTY = [
    Empty(
        "Retention",
        why="events and who read what are kept for ever; they hold no word that could be erased; jobs that were done go by the rule"
        " `jobs.finished_days`",
    ),
]
