"""What campaigns on many processes share: shops, a store, workers that are killed, a sink, and the verdict.

`Run` owns all that a campaign starts and takes it away in reverse order; the others are made through it or registered
with it.
"""
from .archive import Archivist, Audit, Books, Folder, Witness  # noqa: F401
from .backlog import Backlog, wait_for  # noqa: F401
from .bucket import Prefix, Seaweed  # noqa: F401
from .load import Asked  # noqa: F401
from .mails import Mails  # noqa: F401
from .relay import Relay  # noqa: F401
from .run import Rhythm, Run, call, free_port, percentiles  # noqa: F401
from .shop import Drops, Shop, Shops, lower  # noqa: F401
from .sink import Sink  # noqa: F401
from .stores import Postgres, SQLiteFile  # noqa: F401
from .tool import benchmark, store_tool, wrong_clock  # noqa: F401
from .web import Client, Service, people, sign_in  # noqa: F401
from .workers import Crew, configuration, take_over, track_all  # noqa: F401
