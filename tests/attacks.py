"""Attacks on the boundary around a submission, as code that puts what it got into `found`.

They know `ROOT` (the book's folder), `NEIGHBOR` (another submission), `PORT` (a server of this
machine), `PID` (the grader's process) and `SECRET` (a line of a hidden test). One that raises an
error has got nothing.
"""

from __future__ import annotations

CALL = """
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    return getattr(libc, name)(*arguments)
"""

ATTACKS = {
    # reading
    "reads the masters": (
        "from pathlib import Path\nfound = [p.read_text()[:50] for p in "
        "Path(ROOT).glob('exercises/*/master.md')]"
    ),
    "reads the keys": (
        "from pathlib import Path\nfound = list(Path(ROOT, '_build').rglob('solution.ipynb'))"
    ),
    "looks for keys everywhere": (
        "keys = {'master.md', 'solution.ipynb', 'autograder.zip', 'answers.toml', 'rubric.md',\n"
        "        'worksheet-answers.md', '.git', 'rows.jsonl', 'grades.csv'}\n"
        "found = [(here, name) for here, folders, files in os.walk('/')\n"
        "         if not here.startswith('/proc') for name in (*folders, *files) if name in keys]"
    ),
    "looks for what only hidden tests know": (
        "found = [(here, name) for here, folders, files in os.walk('/project') for name in files\n"
        "         if not name.endswith('.csv') and SECRET.encode() in\n"
        "         open(os.path.join(here, name), 'rb').read()]"
    ),
    "finds the book by its package": (
        "from coursebook.book import root\n"
        "found = [p for p in root().iterdir() if p.name in ('exercises', 'tests', '_build')]"
    ),
    "reads its neighbor": "with open(NEIGHBOR) as file:\n    found = file.read()",
    "lists the neighbor's folder": "found = os.listdir(os.path.dirname(NEIGHBOR))",
    "looks through others' roots": (
        "found = [n for n in os.listdir('/proc') if n.isdigit() and\n"
        "         os.path.exists(f'/proc/{n}/root{ROOT}/exercises')]"
    ),
    "looks through others' folders": (
        "found = [n for n in os.listdir('/proc') if n.isdigit() and n != str(os.getpid()) and\n"
        "         os.path.exists(f'/proc/{n}/cwd/request.json')]"
    ),
    "reads the grader's variables": (
        "found = [n for n in os.listdir('/proc') if n.isdigit()\n"
        "         and os.access(f'/proc/{n}/environ', os.R_OK)\n"
        "         and b'COURSE_TOKEN' in open(f'/proc/{n}/environ', 'rb').read()]\n"
        "found += [1] if 'COURSE_TOKEN' in os.environ else []"
    ),
    "finds the grader's files open": (
        "found = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')\n"
        "         if os.path.lexists(f'/proc/self/fd/{n}')]\n"
        "found = [f for f in found if f.startswith('/') and not f.startswith(('/dev', '/proc',\n"
        "         '/tmp', '/job', '/packages', '/project', '/usr', '/lib'))]"
    ),
    "reads the kernel's memory": "found = open('/proc/kcore', 'rb').read(10)",
    "reads the disk itself": (
        "import stat\nfound = []\nfor here, _, files in os.walk('/dev'):\n    for name in files:\n"
        "        if stat.S_ISBLK(os.lstat(os.path.join(here, name)).st_mode):\n"
        "            found.append(name)"
    ),
    "makes a disk": "os.mknod('/tmp/disk', 0o60600, os.makedev(254, 0))\nfound = 'made'",
    # writing
    "writes where others read": (
        "found = []\nfor place in ('/', '/job', '/project', '/project/data', '/packages/0',\n"
        "              '/usr', '/usr/lib', '/lib', '/etc', '/proc', '/dev', '/root', '/sys',\n"
        "              '/run', '/var'):\n"
        "    try:\n        open(place + '/mark', 'w').close()\n        found.append(place)\n"
        "    except OSError:\n        pass"
    ),
    "changes the engine": (
        "import coursebook\nopen(coursebook.__file__, 'a').close()\nfound = 'opened'"
    ),
    "changes the request": "open('/job/request.json', 'r+').close()\nfound = 'opened'",
    "makes all writable again": (
        CALL + "found = '' if call('mount', b'none', b'/project', None, 32 | 4096, None) else 'did'"
    ),
    "mounts": CALL + "found = '' if call('mount', b'x', b'/tmp', b'tmpfs', 0, None) else 'did'",
    "unmounts": CALL + "found = '' if call('umount2', b'/project/data', 2) else 'did'",
    "sets a core's program": (
        "open('/proc/sys/kernel/core_pattern', 'w').write('|/tmp/x')\nfound = 'did'"
    ),
    # taking more than its share
    "fills its folder": (
        "written = 0\ntry:\n    for n in range(10):\n"
        "        with open(f'/tmp/full{n}', 'wb') as f:\n"
        "            for _ in range(30):\n                written += f.write(bytes(1_000_000))\n"
        "except OSError:\n    pass\nfor n in range(10):\n"
        "    if os.path.exists(f'/tmp/full{n}'):\n        os.remove(f'/tmp/full{n}')\n"
        "found = written if written > 70_000_000 else ''"
    ),
    "fills shared memory": (
        "written = 0\ntry:\n    for n in range(10):\n"
        "        with open(f'/dev/shm/{n}', 'wb') as f:\n"
        "            for _ in range(30):\n                written += f.write(bytes(1_000_000))\n"
        "except OSError:\n    pass\nfor n in range(10):\n"
        "    if os.path.exists(f'/dev/shm/{n}'):\n        os.remove(f'/dev/shm/{n}')\n"
        "found = written if written > 70_000_000 else ''"
    ),
    "writes one large file": (
        "with open('/tmp/large', 'wb') as f:\n    f.seek(200_000_000)\n    f.write(b'x')\n"
        "found = 'wrote'"
    ),
    "starts 300 threads": (
        "import threading, time\nstarted = []\ntry:\n    for _ in range(300):\n"
        "        t = threading.Thread(target=time.sleep, args=(1,), daemon=True)\n"
        "        t.start()\n        started.append(t)\nexcept RuntimeError:\n    pass\n"
        "for t in started:\n    t.join()\nfound = len(started) if len(started) > 64 else ''"
    ),
    "raises its limits": (
        "import resource\nfound = []\nfor name in ('CPU', 'DATA', 'FSIZE', 'NOFILE', 'NPROC'):\n"
        "    kind = getattr(resource, 'RLIMIT_' + name)\n    try:\n"
        "        resource.setrlimit(kind, (2**40, 2**40))\n        found.append(name)\n"
        "    except (ValueError, OSError):\n        pass"
    ),
    "opens 5,000 files": "found = [open('/dev/null') for _ in range(5000)]",
    "takes another's core": (
        "os.sched_setaffinity(0, range(os.cpu_count()))\n"
        "found = 'did' if os.cpu_count() > 1 else ''"
    ),
    "takes a higher priority": "os.nice(-10)\nfound = 'did'",
    # getting out
    "the network": (
        "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=1)\nfound = 'open'"
    ),
    "this machine's servers": (
        "import socket\nsocket.create_connection(('127.0.0.1', PORT), timeout=1)\nfound = 'open'"
    ),
    "this machine's sockets": (
        "import socket\ns = socket.socket(socket.AF_UNIX)\n"
        "s.connect(chr(0) + 'grader-of-the-tests')\nfound = 'open'"
    ),
    "names on the network": "import socket\nfound = socket.gethostbyname('example.com')",
    "raw packets": "import socket\nfound = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "a shell": "found = os.system('true') == 0",
    "programs": "import subprocess\nfound = subprocess.run(['ls', '/']).returncode == 0",
    "ends the grader": "os.kill(PID, 9)\nfound = 'did'",
    "becomes root": "os.setuid(0)\nfound = 'did'",
    "rights": (
        "found = [l for l in open('/proc/self/status') if l.startswith(('CapEff', 'CapPrm'))\n"
        "         and int(l.split()[1], 16)]\nfound += [1] if os.geteuid() == 0 else []"
    ),
    "new rights by a program": (
        "found = [l for l in open('/proc/self/status') if l.startswith('NoNewPrivs') and '0' in l]"
    ),
    "a namespace of its own": CALL + "found = '' if call('unshare', 0x10000000) else 'did'",
    "another root": "os.chroot('/tmp')\nfound = 'did'",
    "watches another process": CALL + "found = '' if call('ptrace', 16, 1, None, None) else 'did'",
    "reads another's memory": ("found = os.getpid() != 1 and open('/proc/1/mem', 'rb').read(1)"),
    "the kernel's keys": (
        CALL + "found = call('syscall', 248, b'user', b'x', b'y', 1, -4 & 0xFFFFFFFF) != -1"
    ),
    "rings of input and output": (
        CALL + "found = call('syscall', 425, 1, ctypes.create_string_buffer(256)) != -1"
    ),
    "programs in the kernel": (
        CALL + "found = call('syscall', 321, 0, ctypes.create_string_buffer(128), 128) != -1"
    ),
    "another machine's name": CALL + "found = '' if call('sethostname', b'mine', 4) else 'did'",
    "the clock": "import time\ntime.clock_settime(time.CLOCK_REALTIME, 0)\nfound = 'did'",
}
