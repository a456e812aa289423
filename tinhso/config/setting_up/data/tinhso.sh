# tinhso with the settings of this installation, as the account that serves:
#   sh @folder@/tinhso.sh check --try
set -ae
. @folder@/tinhso.env
[ ! -f @folder@/owner.env ] || . @folder@/owner.env
[ ! -f @folder@/local.env ] || . @folder@/local.env
TINHSO_VENV=@venv@
TINHSO_SETUP=@folder@
if [ "$(id -u)" = 0 ] && [ @account@ != root ]; then
    set -- setpriv --reuid=@account@ --regid="$(id -g @account@)" --init-groups @program@ "$@"
else
    set -- @program@ "$@"
fi
exec "$@"
