#!/usr/bin/env bash
# A real mail server on loopback for the tests: Postfix takes mail, Dovecot shows the mailboxes.
# Own configuration, queue, certificates and free ports; nothing can leave the machine.
#
# usage: eval "$(scripts/mail-server.sh up [DIR])"    exports where it listens (see `print_exports`)
#        scripts/mail-server.sh down [DIR]
#
# Mailboxes (name / password): hr@corp.test / hr-pass, consultant@corp.test / consultant-pass,
# cand@candidate.test / cand-pass. Every other address at candidate.test is delivered to
# all@candidate.test / all-pass, except that
#   refused@candidate.test is refused for good (550) and busy@candidate.test for the moment (451).
set -euo pipefail

action="${1:-}"
dir="${2:-/tmp/bole-test-mail}"

# Postfix starts as root and drops to its own users.
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "mail-server: needs root, and there is no sudo" >&2; exit 1; }
  exec sudo "$0" "$@"
fi
PATH="$PATH:/usr/sbin"
# Whoever runs the tests may read the mailboxes as files.
owner="${SUDO_UID:-$(id -u nobody)}"
group="${SUDO_GID:-$(id -g nobody)}"

main() {
  case "$action" in
    up)
      if ! running; then
        down
        mkdir -p "$dir"/{postfix,queue,data,run,mailboxes,tls}
        chmod 755 "$dir"
        choose_ports
        make_certificates
        configure_dovecot
        configure_postfix
        start
      fi
      print_exports
      ;;
    down) down ;;
    *)
      echo "usage: scripts/mail-server.sh up|down [DIR]" >&2
      exit 2
      ;;
  esac
}

running() {
  [ -f "$dir/ports" ] && postfix -c "$dir/postfix" status >/dev/null 2>&1
}

down() {
  [ -d "$dir/postfix" ] || return 0
  postfix -c "$dir/postfix" stop >/dev/null 2>&1 || true
  doveadm -c "$dir/dovecot.conf" stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}

# shellcheck disable=SC2154 # the ports come from the file
print_exports() {
  # shellcheck source=/dev/null
  . "$dir/ports"
  echo "export BOLE_TEST_MAIL_DIR='$dir'            # mailboxes/DOMAIN/NAME are maildirs"
  echo "export BOLE_TEST_MAIL_CA='$dir/tls/ca.pem'  # signed the certificate of localhost and 127.0.0.1"
  echo "export BOLE_TEST_SMTP_PORT='$submission'    # STARTTLS, then AUTH"
  echo "export BOLE_TEST_SMTPS_PORT='$submissions'  # TLS from the start, AUTH"
  echo "export BOLE_TEST_MX_PORT='$mx'              # an outside sender delivers here"
  echo "export BOLE_TEST_IMAP_PORT='$imap'          # STARTTLS"
  echo "export BOLE_TEST_IMAPS_PORT='$imaps'"
}

choose_ports() {
  local name port
  for name in submission submissions mx imap imaps; do
    while :; do
      port=$((20000 + RANDOM % 12000))
      (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$name=$port"
  done >"$dir/ports"
  # shellcheck source=/dev/null
  . "$dir/ports"
}

# A certificate of its own under a CA of its own: a self-signed one is refused by rustls.
make_certificates() {
  (
    cd "$dir/tls"
    key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
    openssl req -x509 "${key[@]}" -days 30 -subj "/CN=Bole test CA" -keyout ca-key.pem -out ca.pem
    openssl req "${key[@]}" -subj /CN=localhost -keyout key.pem -out request.pem
    printf '%s\n' 'basicConstraints=CA:FALSE' 'extendedKeyUsage=serverAuth' \
      'subjectAltName=DNS:localhost,IP:127.0.0.1' >extensions
    openssl x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 30 \
      -extfile extensions -out cert.pem
    chmod 644 ca.pem cert.pem
  ) 2>"$dir/tls/log"
}

configure_dovecot() {
  printf '%s\n' 'hr@corp.test:{PLAIN}hr-pass' 'consultant@corp.test:{PLAIN}consultant-pass' \
    'cand@candidate.test:{PLAIN}cand-pass' 'all@candidate.test:{PLAIN}all-pass' >"$dir/users"
  cat >"$dir/dovecot.conf" <<CONF
base_dir = $dir/run
protocols = imap
listen = 127.0.0.1
log_path = $dir/dovecot.log
auth_mechanisms = plain login
disable_plaintext_auth = yes
ssl = yes
ssl_cert = <$dir/tls/cert.pem
ssl_key = <$dir/tls/key.pem
mail_location = maildir:$dir/mailboxes/%d/%n
mail_uid = $owner
mail_gid = $group
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = passwd-file
  args = $dir/users
}
userdb {
  driver = static
  args = uid=$owner gid=$group home=$dir/mailboxes/%d/%n
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = create
    special_use = \Sent
  }
}
service auth {
  unix_listener $dir/queue/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
# Tests give wrong passwords on purpose; each would be answered later than the one before.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = $imaps
    ssl = yes
  }
}
CONF
}

configure_postfix() {
  cat >"$dir/postfix/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $dir/queue
data_directory = $dir/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
multi_instance_enable = yes
myhostname = mx.corp.test
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = $dir/postfix.log
maillog_file_prefixes = $dir
in_flow_delay = 0
virtual_mailbox_domains = corp.test, candidate.test
virtual_mailbox_base = $dir/mailboxes
virtual_mailbox_maps = inline:{ hr@corp.test=corp.test/hr/, consultant@corp.test=corp.test/consultant/,
  cand@candidate.test=candidate.test/cand/, @candidate.test=candidate.test/all/ }
virtual_uid_maps = static:$owner
virtual_gid_maps = static:$group
virtual_minimum_uid = 1
default_transport = error:5.7.1 outbound mail is off in this test server
relay_transport = error:5.7.1 outbound mail is off in this test server
local_transport = error:no local delivery
local_recipient_maps =
refusals = inline:{ {refused@candidate.test = 550 5.1.1 No such person here},
  {busy@candidate.test = 451 4.2.1 Mailbox busy, try again later} }
smtpd_recipient_restrictions = check_recipient_access \$refusals, permit_sasl_authenticated, reject_unauth_destination
submission_restrictions = check_recipient_access \$refusals, permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_cert_file = $dir/tls/cert.pem
smtpd_tls_key_file = $dir/tls/key.pem
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous
message_size_limit = 26214400
alias_maps =
alias_database =
CONF
  cat >"$dir/postfix/master.cf" <<CONF
127.0.0.1:$mx inet n - n - - smtpd
127.0.0.1:$submission inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_tls_auth_only=yes
  -o smtpd_recipient_restrictions=\$submission_restrictions
127.0.0.1:$submissions inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_recipient_restrictions=\$submission_restrictions
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
CONF
}

start() {
  chown -R "$owner:$group" "$dir/mailboxes"
  chown postfix "$dir/data"
  chown root "$dir/queue"
  postfix -c "$dir/postfix" check >"$dir/check.log" 2>&1 || true # makes the queue's folders
  mkdir -p "$dir/queue/private"
  chown postfix "$dir/queue/private"
  # Redirected, because daemons that keep a pipe open would hang whoever reads it.
  dovecot -c "$dir/dovecot.conf" </dev/null >"$dir/start.log" 2>&1 || fail
  postfix -c "$dir/postfix" start </dev/null >>"$dir/start.log" 2>&1 || fail
}

fail() {
  echo "The test mail server did not start:" >&2
  cat "$dir/check.log" "$dir/start.log" >&2
  exit 1
}

main
