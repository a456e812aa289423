from tinhso.casework.public import Process
from tinhso.onestop.models import ProcedureVersion


def process_of(version: ProcedureVersion) -> Process:
    """Casework's numbered steps of this version, made the first time a dossier needs them."""
    process, _ = Process.objects.get_or_create(
        code=version.procedure.code,
        version=version.number,
        defaults={"steps": version.process, "source": version.source[:300]},
    )
    return process
