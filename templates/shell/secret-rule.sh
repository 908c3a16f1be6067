# What a secret may be, the same for everyone who reads it: UTF-8 text without control characters but tab and line feed,
# and with nothing blank at its ends. One final line feed does not belong to it. Prints what is wrong with a file.
secret_fault() { # secret_fault FILE one-line|lines
  od -An -v -tu1 <"$1" | LC_ALL=C awk -v kind="$2" '
    function take(byte) {
      count++
      before = last; last = current; current = byte
      if (count <= 3) start = start " " byte
      if (byte == 0) nul = 1
      if (more > 0) {
        if (byte < low || byte > high) malformed = 1
        else if (lead == 194 && byte < 160) control = 1
        more--; low = 128; high = 191; lead = 0
      } else if (byte == 10) lines++
      else if (byte == 13) returns = 1
      else if (byte == 9) tabs = 1
      else if (byte < 32 || byte == 127) control = 1
      else if (byte >= 128) {
        more = byte < 224 ? 1 : byte < 240 ? 2 : 3
        if (byte < 194 || byte > 244) malformed = 1
        lead = byte; low = 128; high = 191
        if (byte == 224) low = 160
        if (byte == 237) high = 159
        if (byte == 240) low = 144
        if (byte == 244) high = 143
      }
    }
    function blank(first, second) {
      return second == 9 || second == 10 || second == 32 || (first == 194 && second == 160)
    }
    { for (i = 1; i <= NF; i++) take($i + 0) }
    END {
      if (current == 10) { current = last; last = before; lines--; count-- }
      split(start, head, " ")
      if (count <= 0) print "is empty"
      else if (nul) print "contains a NUL byte: it is binary, or UTF-16"
      else if (start == " 239 187 191") print "begins with a byte order mark"
      else if (malformed || more > 0) print "is not UTF-8"
      else if (returns) print "contains carriage returns, as Windows ends lines"
      else if (control) print "contains a control character"
      else if (blank(0, head[1]) || (head[1] == 194 && head[2] == 160) || blank(last, current))
        print "begins or ends with a blank or an empty line"
      else if (kind == "one-line" && (lines > 0 || tabs)) print "is more than one line, or contains a tab"
    }'
}
