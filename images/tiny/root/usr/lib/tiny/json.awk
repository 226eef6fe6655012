# Prints each scalar of a JSON document as /PATH<tab>VALUE, for example: /public_keys/mine<tab>ssh-ed25519 AAAA...
# A newline or tab inside a value becomes a space.
{ rest = rest $0 "\n" }
END { value(token(), "") }

function token() {
  if (!match(rest, /^[ \t\r\n]*("([^"\\]|\\.)*"|[][{},:]|[^][{},:" \t\r\n]+)/)) exit 1
  found = substr(rest, 1, RLENGTH)
  rest = substr(rest, RLENGTH + 1)
  sub(/^[ \t\r\n]+/, "", found)
  return found
}

function value(t, path,   n, key) {
  if (t == "{") {
    while ((t = token()) != "}") {
      if (t == ",") t = token()
      key = text(t)
      token() # the colon
      value(token(), path "/" key)
    }
  } else if (t == "[") {
    n = 0
    while ((t = token()) != "]") {
      if (t == ",") t = token()
      value(t, path "/" n++)
    }
  } else print path "\t" text(t)
}

function text(t,   out, c, i) {
  if (t !~ /^"/) return t
  t = substr(t, 2, length(t) - 2)
  out = ""
  while ((i = index(t, "\\")) > 0) {
    c = substr(t, i + 1, 1)
    out = out substr(t, 1, i - 1)
    if (c == "u") {
      out = out character(tolower(substr(t, i + 2, 4)))
      t = substr(t, i + 6)
      continue
    }
    out = out (c ~ /[nrtbf]/ ? " " : c)
    t = substr(t, i + 2)
  }
  return out t
}

function character(hex,   i, n) { # beyond ASCII: a question mark
  n = 0
  for (i = 1; i <= 4; i++) n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
  return n < 32 ? " " : n < 127 ? sprintf("%c", n) : "?"
}
