-- ARGV: cursor, how many keys, how many elements. Gives the next cursor, and a line for each key: its SHA-1, type, digest, expiry
-- of the key and of its first field in milliseconds (-1: none), and its name. Encodings differ from version to version, values do
-- not. A key with more elements is not read: meanwhile the server would answer nobody.
local cursor, want, most, lines = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), {}

-- Asked anew for each key: the time that a key has left is counted from the present, however long this has taken until then.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Of values in any order: a sum. Two halves, since a number of Lua is exact up to 2^53.
local function add(sum, text)
  local hash = redis.sha1hex(text)
  for i = 1, 2 do sum[i] = (sum[i] + tonumber(hash:sub(i * 12 - 11, i * 12), 16)) % 2 ^ 48 end
end
local function piece(text) return #text .. ':' .. text end
local function total(sum) return string.format('%.0f-%.0f', sum[1], sum[2]) end

-- In pieces, so that the script never holds a large value as a whole.
local function scanned(command, key, step)
  local at, sum = '0', { 0, 0 }
  repeat
    local reply = redis.call(command, key, at, 'COUNT', 1000)
    at = reply[1]
    step(reply[2], sum)
  until at == '0'
  return total(sum)
end

local first -- expiry of a field
local function field_expiries(key, fields)
  for i = 1, #fields, 1000 do
    local some = {}
    for j = i, math.min(i + 999, #fields) do some[#some + 1] = fields[j] end
    local reply = redis.pcall('HPEXPIRETIME', key, 'FIELDS', #some, unpack(some))
    if type(reply) ~= 'table' or reply.err then return {} end
    for j, at in ipairs(reply) do
      if at > 0 then
        fields[some[j]] = at
        if first < 0 or at < first then first = at end
      end
    end
  end
  return fields
end

local digests = {
  string = function(key)
    local length, hash = redis.call('STRLEN', key), ''
    for from = 0, length - 1, 1048576 do hash = redis.sha1hex(hash .. redis.call('GETRANGE', key, from, from + 1048575)) end
    return length .. hash
  end,
  list = function(key)
    local length, hash = redis.call('LLEN', key), ''
    for from = 0, length - 1, 1000 do
      local some = redis.call('LRANGE', key, from, from + 999)
      for i, text in ipairs(some) do some[i] = piece(text) end
      hash = redis.sha1hex(hash .. table.concat(some))
    end
    return length .. hash
  end,
  set = function(key)
    return scanned('SSCAN', key, function(some, sum)
      for _, text in ipairs(some) do add(sum, text) end
    end)
  end,
  zset = function(key)
    return scanned('ZSCAN', key, function(some, sum)
      -- Versions print scores differently.
      for i = 1, #some, 2 do add(sum, piece(some[i]) .. string.format('%.17g', tonumber(some[i + 1]))) end
    end)
  end,
  hash = function(key)
    return scanned('HSCAN', key, function(some, sum)
      local fields = {}
      for i = 1, #some, 2 do fields[#fields + 1] = some[i] end
      local expiries = field_expiries(key, fields)
      for i = 1, #some, 2 do add(sum, piece(some[i]) .. piece(some[i + 1]) .. (expiries[some[i]] or '')) end
    end)
  end,
  stream = function(key)
    local from, hash = '-', ''
    -- From the last entry on, which is there once more: numbers in ids are larger than those that Lua can count with.
    repeat
      local some, last = redis.call('XRANGE', key, from, '+', 'COUNT', 100), from
      for _, entry in ipairs(some) do
        if entry[1] ~= last then
          local text = { piece(entry[1]) }
          for _, value in ipairs(entry[2]) do text[#text + 1] = piece(value) end
          hash = redis.sha1hex(hash .. table.concat(text))
        end
        from = entry[1]
      end
    until #some < 100
    local known = { ['last-generated-id'] = true, name = true, ['last-delivered-id'] = true, pending = true }
    local function note(reply)
      for i = 1, #reply, 2 do
        if known[reply[i]] then hash = redis.sha1hex(hash .. reply[i] .. piece(tostring(reply[i + 1]))) end
      end
    end
    note(redis.call('XINFO', 'STREAM', key))
    for _, group in ipairs(redis.call('XINFO', 'GROUPS', key)) do note(group) end
    return hash
  end,
}

local sizes = { list = 'LLEN', set = 'SCARD', zset = 'ZCARD', hash = 'HLEN', stream = 'XLEN' }
local function digest_of(kind, key)
  if not digests[kind] then return 'unread' end
  local size = sizes[kind] and redis.call(sizes[kind], key) or 0
  return size > most and 'size ' .. size or digests[kind](key)
end

repeat
  local reply = redis.call('SCAN', cursor, 'COUNT', want)
  cursor = reply[1]
  for _, key in ipairs(reply[2]) do
    local kind = redis.call('TYPE', key).ok
    if kind ~= 'none' then
      first = -1
      local digest = digest_of(kind, key)
      local expiry = redis.pcall('PEXPIRETIME', key)
      if type(expiry) ~= 'number' then
        expiry = redis.call('PTTL', key)
        if expiry >= 0 then expiry = now() + expiry end
      end
      local name = key:sub(1, 100):gsub('[^%w%p ]', '?')
      lines[#lines + 1] = table.concat({ redis.sha1hex(key), kind, digest, string.format('%.0f', expiry), string.format('%.0f', first), name }, '\t')
    end
  end
until cursor == '0' or #lines >= want
return cursor .. '\n' .. table.concat(lines, '\n')
