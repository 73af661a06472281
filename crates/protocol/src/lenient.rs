//! How JSON from the other side is read: a field may be absent or `null` and then has its empty value, unknown fields
//! are passed over, a wrong type is an error. Knows no message.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Deserializer, Serializer, de};

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

/// Whether a number that others do not know can be left out of JSON.
pub(crate) fn is_zero(number: &i64) -> bool {
    *number == 0
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

/// Declares protobuf messages that are JSON objects too. Each field states its JSON name after `=`.
macro_rules! message {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident { $( $(#[$field_meta:meta])* pub $field:ident : $type:ty = $json:literal ),* $(,)? }
    )*) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, prost::Message, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name { $(
            $(#[$field_meta])*
            #[serde(rename = $json, deserialize_with = "crate::lenient::nullable")]
            pub $field: $type,
        )* }
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
        #[serde(default)]
        pub struct $name { $(
            $(#[$field_meta])*
            #[serde(rename = $json, deserialize_with = "crate::lenient::nullable")]
            pub $field: $type,
        )* }
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
        #[serde(default)]
        pub struct $name { $(
            $(#[$field_meta])*
            #[serde(rename = $json, deserialize_with = "crate::lenient::nullable")]
            pub $field: $type,
        )* }

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
