//! The bucket in which people's files lie, where they do not lie on this machine.

use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;

use super::Unsafe;
use super::codes::hook;

/// A bucket of an S3-compatible store. Without a `url` there is none.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct S3 {
    #[serde(deserialize_with = "hook")]
    pub url: String,
    pub region: String,
    pub bucket: String,
    /// What the names of all objects begin with.
    pub prefix: String,
    /// Whether `url` names the bucket in its host already.
    pub virtual_hosts: bool,
    pub access_key: String,
    pub secret_key: String,
    /// A file with the secret key, in place of the word above.
    pub secret_key_file: PathBuf,
    /// A PEM file with certificates that the store may have beside those that the system trusts.
    pub certificate: PathBuf,
}

impl Default for S3 {
    fn default() -> Self {
        Self {
            url: String::new(),
            region: "us-east-1".into(),
            bucket: String::new(),
            prefix: String::new(),
            virtual_hosts: false,
            access_key: String::new(),
            secret_key: String::new(),
            secret_key_file: PathBuf::new(),
            certificate: PathBuf::new(),
        }
    }
}

impl fmt::Debug for S3 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("S3")
            .field("url", &self.url)
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

impl S3 {
    pub fn on(&self) -> bool {
        !self.url.is_empty()
    }

    pub(super) fn check(&self) -> Result<(), Unsafe> {
        let needed = [&self.region, &self.bucket, &self.access_key, &self.secret_key];
        if self.on() && needed.iter().any(|word| word.is_empty()) {
            return Err(Unsafe::NoBucket);
        }
        Ok(())
    }
}
