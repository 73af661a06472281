//! Writes one gob struct value. Knows no envelope.

/// A struct value under construction; fields are given in the order of its type.
pub(super) struct Struct {
    payload: Vec<u8>,
    /// Fields since the last one that was written, itself included: gob leaves zero values out and counts on.
    delta: u64,
}

impl Struct {
    pub(super) fn new(type_id: i64, room: usize) -> Self {
        let mut payload = Vec::with_capacity(room + 128);
        put_int(&mut payload, type_id);
        Self { payload, delta: 0 }
    }

    pub(super) fn int(&mut self, value: i32) {
        self.delta += 1;
        if value != 0 {
            self.put_delta();
            put_int(&mut self.payload, i64::from(value));
        }
    }

    pub(super) fn bytes(&mut self, value: &[u8]) {
        self.delta += 1;
        if !value.is_empty() {
            self.put_delta();
            put_len(&mut self.payload, value.len());
            self.payload.extend_from_slice(value);
        }
    }

    /// The whole frame: the type's definition, then the value with its length in front.
    pub(super) fn finish(mut self, definition: &[u8]) -> Vec<u8> {
        self.payload.push(0);
        let mut frame = Vec::with_capacity(definition.len() + 9 + self.payload.len());
        frame.extend_from_slice(definition);
        put_len(&mut frame, self.payload.len());
        frame.append(&mut self.payload);
        frame
    }

    fn put_delta(&mut self) {
        put_uint(&mut self.payload, self.delta);
        self.delta = 0;
    }
}

/// Below 128 one byte; otherwise the negated count of the big-endian bytes that follow, without leading zeros.
fn put_uint(out: &mut Vec<u8>, value: u64) {
    match u8::try_from(value) {
        Ok(byte) if byte < 128 => out.push(byte),
        _ => {
            let bytes = value.to_be_bytes();
            let zeros = usize::try_from(value.leading_zeros() / 8).unwrap_or(0);
            let digits = bytes.get(zeros..).unwrap_or_default();
            let count = u8::try_from(digits.len()).unwrap_or(8);
            out.push(count.wrapping_neg());
            out.extend_from_slice(digits);
        }
    }
}

/// The sign goes into the lowest bit, so that small negative numbers stay short.
fn put_int(out: &mut Vec<u8>, value: i64) {
    put_uint(out, ((value << 1) ^ (value >> 63)).cast_unsigned());
}

fn put_len(out: &mut Vec<u8>, len: usize) {
    put_uint(out, u64::try_from(len).unwrap_or(u64::MAX));
}
