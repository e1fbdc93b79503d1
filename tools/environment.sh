#!/bin/sh
# The book's own Python environment, in .venv/ beside the book.
#
#   tools/environment.sh create            make .venv/ anew
#   tools/environment.sh install ARGS...   install into it; ARGS as for `pip install`
#
# Uses uv when it is there, Python's own venv and pip otherwise. PYTHON=... names the
# Python to use. Needs nothing but a POSIX shell, so that it can say what is missing.
set -eu

VENV=.venv
new_enough='import sys; sys.version_info >= (3, 11) or sys.exit(1)'
# uv would fetch a Python from elsewhere; the book asks the package registry for
# packages and nobody for anything else.
export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1
# Some machines tell pip to install somewhere else; here it installs into .venv and nowhere else.
export PIP_USER=0
unset PIP_TARGET PIP_PREFIX PIP_ROOT PYTHONPATH PYTHONHOME

has_uv() { command -v uv >/dev/null 2>&1; }

# The first Python that passes the given check: the one named, or one of the usual names.
find_python() {
    check=$1
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.14 python3.13 python3.12 python3.11 python
    fi
    for name; do
        "$name" -c "$check" >/dev/null 2>&1 && { echo "$name"; return; }
    done
    return 1
}

none_fits() {
    if python=$(find_python "$new_enough"); then
        echo "$python has no venv module. On Debian and Ubuntu: sudo apt install python3-venv" >&2
        exit 1
    fi
    echo "The book needs Python 3.11 or newer, and found none." >&2
    name=${PYTHON:-python3}
    if version=$("$name" --version 2>&1); then
        echo "  $name is $version" >&2
    fi
    echo "Install one from https://www.python.org/downloads/, or name it: make book PYTHON=/path/to/python3.12" >&2
    exit 1
}

create() {
    rm -rf "$VENV"
    if ! has_uv; then
        python=$(find_python "$new_enough; import ensurepip, venv") || none_fits
        "$python" -m venv "$VENV"
    elif python=$(find_python "$new_enough"); then
        uv venv --quiet --python "$python" "$VENV"
    else
        # a Python that only uv knows of
        uv venv --quiet --python "${PYTHON:->=3.11}" "$VENV" 2>/dev/null || none_fits
    fi
}

install() {
    if has_uv; then
        uv pip install --quiet --compile-bytecode --python "$VENV/bin/python" "$@"
    else
        # an environment that uv made has no pip
        "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || "$VENV/bin/python" -m ensurepip >/dev/null
        # Python compiles what it imports, the first time; pip would compile all, one by one.
        "$VENV/bin/python" -m pip install --quiet --no-compile "$@"
    fi
}

cd "$(dirname "$0")/.."
case "${1:-}" in
    create) create ;;
    install) shift; install "$@" ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
