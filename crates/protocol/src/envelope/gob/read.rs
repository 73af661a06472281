//! Reads one gob struct value whose type was defined in the same stream. Fields are told by name, because the two ends
//! order them differently. Knows no envelope; everything it hands out is borrowed from the input.

// Built-in type ids; those of user types start at 64 and depend on the sender's history.
const BOOL: i64 = 1;
const INT: i64 = 2;
const UINT: i64 = 3;
const FLOAT: i64 = 4;
const BYTES: i64 = 5;
const STRING: i64 = 6;
const COMPLEX: i64 = 7;

/// Types and fields beyond these are nothing that an envelope has.
const MAX_TYPES: usize = 8;
const MAX_FIELDS: usize = 64;

/// A field's value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Int(i64),
    Uint(u64),
    Bytes(&'a [u8]),
    String(&'a [u8]),
    /// Of a kind that no envelope has; skipped.
    Other,
}

impl Value<'_> {
    pub(super) fn int(self) -> Option<i32> {
        match self {
            Value::Int(value) => value.try_into().ok(),
            Value::Uint(value) => value.try_into().ok(),
            _ => None,
        }
    }

    pub(super) fn string(self) -> Option<String> {
        match self {
            Value::String(bytes) => std::str::from_utf8(bytes).ok().map(str::to_owned),
            _ => None,
        }
    }

    pub(super) fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Value::Bytes(bytes) => Some(bytes.to_vec()),
            _ => None,
        }
    }
}

struct Field<'a> {
    name: &'a [u8],
    type_id: i64,
}

struct Type<'a> {
    id: i64,
    fields: Vec<Field<'a>>,
}

/// Calls `visit` with name and value of each field that the value has. `None` when the bytes are not exactly one
/// value after its definitions, or when `visit` says so.
pub(super) fn each_field<'a>(frame: &'a [u8], mut visit: impl FnMut(&'a [u8], Value<'a>) -> Option<()>) -> Option<()> {
    let mut frame = Bytes(frame);
    let mut types: Vec<Type<'a>> = Vec::new();
    loop {
        let mut message = frame.counted()?;
        let id = message.int()?;
        if id < 0 {
            if types.len() >= MAX_TYPES {
                return None;
            }
            types.push(Type {
                id: id.checked_neg()?,
                fields: message.definition()?,
            });
            message.end()?;
            continue;
        }
        let definition = types.iter().find(|known| known.id == id)?;
        message.struct_fields(|index, bytes| {
            let field = definition.fields.get(index)?;
            visit(field.name, bytes.value(field.type_id)?)
        })?;
        message.end()?;
        return frame.end();
    }
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    fn uint(&mut self) -> Option<u64> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        if first < 128 {
            return Some(u64::from(first));
        }
        let count = usize::from(first.wrapping_neg());
        if count > 8 {
            return None;
        }
        Some(
            self.take(count)?
                .iter()
                .fold(0, |value, byte| (value << 8) | u64::from(*byte)),
        )
    }

    fn int(&mut self) -> Option<i64> {
        let coded = self.uint()?;
        let value = (coded >> 1).cast_signed();
        Some(if coded & 1 == 0 { value } else { !value })
    }

    /// Bytes with their length in front.
    fn run(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.uint()?).ok()?;
        self.take(len)
    }

    fn counted(&mut self) -> Option<Bytes<'a>> {
        self.run().map(Bytes)
    }

    /// The fields of a struct value up to its end: each begins with its distance from the one before.
    fn struct_fields(&mut self, mut read: impl FnMut(usize, &mut Self) -> Option<()>) -> Option<()> {
        let mut next: usize = 0;
        loop {
            let delta = usize::try_from(self.uint()?).ok()?;
            if delta == 0 {
                return Some(());
            }
            next = next.checked_add(delta)?;
            read(next - 1, self)?;
        }
    }

    /// A wireType that describes a struct: its third field, `StructT`, and nothing else.
    fn definition(&mut self) -> Option<Vec<Field<'a>>> {
        let mut fields = None;
        self.struct_fields(|index, bytes| {
            if index != 2 {
                return None;
            }
            fields = Some(bytes.struct_type()?);
            Some(())
        })?;
        fields
    }

    fn struct_type(&mut self) -> Option<Vec<Field<'a>>> {
        let mut fields = Vec::new();
        self.struct_fields(|index, bytes| match index {
            // CommonType: the struct's name and id, which the message's own id repeats.
            0 => bytes.struct_fields(|index, bytes| match index {
                0 => bytes.run().map(drop),
                1 => bytes.int().map(drop),
                _ => None,
            }),
            1 => {
                let count = bytes.uint()?;
                for _ in 0..count {
                    if fields.len() >= MAX_FIELDS {
                        return None;
                    }
                    fields.push(bytes.field_type()?);
                }
                Some(())
            }
            _ => None,
        })?;
        Some(fields)
    }

    fn field_type(&mut self) -> Option<Field<'a>> {
        let mut field = Field { name: &[], type_id: 0 };
        self.struct_fields(|index, bytes| {
            match index {
                0 => field.name = bytes.run()?,
                1 => field.type_id = bytes.int()?,
                _ => return None,
            }
            Some(())
        })?;
        Some(field)
    }

    fn value(&mut self, type_id: i64) -> Option<Value<'a>> {
        match type_id {
            INT => self.int().map(Value::Int),
            UINT => self.uint().map(Value::Uint),
            BYTES => self.run().map(Value::Bytes),
            STRING => self.run().map(Value::String),
            BOOL | FLOAT => self.uint().map(|_| Value::Other),
            COMPLEX => {
                self.uint()?;
                self.uint().map(|_| Value::Other)
            }
            _ => None,
        }
    }
}
