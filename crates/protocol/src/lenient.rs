//! How JSON from the other side is read: a field may be absent or `null` and then has its empty value, unknown fields
//! are passed over, a wrong type is an error. Knows no message.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serializer, de, forward_to_deserialize_any};

/// Standard base64: written with padding, read with or without.
pub(crate) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads a value where `null` stands for the empty one, as Go writes empty lists.
pub(crate) fn nullable<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// Lets a struct be read from a JSON object only: by itself serde would take an array of its fields in order too.
pub(crate) struct ObjectOnly<D>(pub(crate) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectOnly<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads one JSON object and nothing after it.
pub(crate) fn object<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = T::deserialize(ObjectOnly(&mut deserializer))?;
    deserializer.end()?;
    Ok(value)
}

/// Whether a number that others do not know can be left out of JSON.
pub(crate) fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// The same of a flag that is not set.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
pub(crate) fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Bytes as base64 in a JSON string; empty bytes are read from `null` too.
pub(crate) mod base64_bytes {
    use super::{BASE64, Deserialize, Deserializer, Engine, Serializer, de};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = Option::<std::borrow::Cow<'de, str>>::deserialize(deserializer)?.unwrap_or_default();
        BASE64.decode(text.as_bytes()).map_err(de::Error::custom)
    }
}

/// Gives a struct with `#[serde(remote = "Self")]` its serde traits: written as derived, read from objects only.
macro_rules! json_object {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(crate::lenient::ObjectOnly(deserializer))
            }
        }
    };
}

/// Declares protobuf messages that are JSON objects too. Each field states its JSON name after `=`.
macro_rules! message {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident { $( $(#[$field_meta:meta])* pub $field:ident : $type:ty = $json:literal ),* $(,)? }
    )*) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, prost::Message, serde::Serialize, serde::Deserialize)]
        #[serde(default, remote = "Self")]
        pub struct $name { $(
            $(#[$field_meta])*
            #[serde(rename = $json, deserialize_with = "crate::lenient::nullable")]
            pub $field: $type,
        )* }

        json_object!($name);
    )* };
}

/// Declares JSON objects. Each field states its JSON name after `=`.
macro_rules! object {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident { $( $(#[$field_meta:meta])* pub $field:ident : $type:ty = $json:literal ),* $(,)? }
    )*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        #[serde(default, remote = "Self")]
        pub struct $name { $(
            $(#[$field_meta])*
            #[serde(rename = $json, deserialize_with = "crate::lenient::nullable")]
            pub $field: $type,
        )* }

        json_object!($name);
    )* };
}

/// As `object!`, for what carries a password, a secret or a token: `Debug` shows nothing but the name.
macro_rules! secret_object {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident { $( $(#[$field_meta:meta])* pub $field:ident : $type:ty = $json:literal ),* $(,)? }
    )*) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        #[serde(default, remote = "Self")]
        pub struct $name { $(
            $(#[$field_meta])*
            #[serde(rename = $json, deserialize_with = "crate::lenient::nullable")]
            pub $field: $type,
        )* }

        json_object!($name);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}

/// Binds requests to their path and answer: `call!("/path", Request, Answer);`
macro_rules! call {
    ($( $path:literal, $request:ty, $answer:ty; )*) => { $(
        impl $crate::rest::Call for $request {
            const PATH: &'static str = $path;
            type Answer = $answer;
        }
    )* };
}
