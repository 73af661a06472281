//! Files in the server's store: `/object/…`.

use std::collections::BTreeMap;

object! {
    /// Asks `/object/part_limit`.
    pub struct PartLimitReq {}

    /// Bytes, bytes, parts.
    pub struct PartLimitResp {
        pub min_part_size: i64 = "minPartSize",
        pub max_part_size: i64 = "maxPartSize",
        pub max_num_size: i32 = "maxNumSize",
    }

    /// Asks `/object/part_size`.
    pub struct PartSizeReq {
        /// Bytes of the whole file.
        pub size: i64 = "size",
    }

    /// Answers `/object/part_size`.
    pub struct PartSizeResp {
        /// Bytes a part.
        pub size: i64 = "size",
    }

    /// Asks `/object/initiate_multipart_upload`.
    pub struct InitiateMultipartUploadReq {
        /// MD5 hex of the comma-joined MD5 hexes of the parts, even of a single one.
        pub hash: String = "hash",
        pub size: i64 = "size",
        pub part_size: i64 = "partSize",
        /// Parts to sign now; -1 for all.
        pub max_parts: i32 = "maxParts",
        pub cause: String = "cause",
        /// `{userID}/…`.
        pub name: String = "name",
        pub content_type: String = "contentType",
    }

    /// `url` when the content is known already, else `upload`.
    pub struct InitiateMultipartUploadResp {
        pub url: String = "url",
        pub upload: Option<UploadInfo> = "upload",
    }

    /// An upload that has begun.
    pub struct UploadInfo {
        /// Opaque.
        pub upload_id: String = "uploadID",
        pub part_size: i64 = "partSize",
        pub sign: Option<AuthSignParts> = "sign",
        /// Numbers of the parts that are here already. OpenIM's servers do not tell.
        pub have_parts: Vec<i32> = "haveParts",
        /// Milliseconds since 1970.
        pub expire_time: i64 = "expireTime",
    }

    /// Where and how parts are put: what stands here applies to all, what stands in a part is added.
    pub struct AuthSignParts {
        pub url: String = "url",
        pub query: Vec<KeyValues> = "query",
        pub header: Vec<KeyValues> = "header",
        pub parts: Vec<SignPart> = "parts",
    }

    /// A header or query parameter.
    pub struct KeyValues {
        pub key: String = "key",
        pub values: Vec<String> = "values",
    }

    /// What is particular to one part.
    pub struct SignPart {
        /// From 1.
        pub part_number: i32 = "partNumber",
        pub url: String = "url",
        pub query: Vec<KeyValues> = "query",
        pub header: Vec<KeyValues> = "header",
    }

    /// Asks `/object/auth_sign`.
    pub struct AuthSignReq {
        pub upload_id: String = "uploadID",
        pub part_numbers: Vec<i32> = "partNumbers",
    }

    /// Asks `/object/complete_multipart_upload`.
    pub struct CompleteMultipartUploadReq {
        pub upload_id: String = "uploadID",
        /// MD5 hex of each part.
        pub parts: Vec<String> = "parts",
        pub name: String = "name",
        pub content_type: String = "contentType",
        pub cause: String = "cause",
    }

    /// Answers `/object/complete_multipart_upload` and `/object/complete_form_data`.
    pub struct UrlResp {
        pub url: String = "url",
    }

    /// Asks `/object/access_url`.
    pub struct AccessUrlReq {
        pub name: String = "name",
        pub query: BTreeMap<String, String> = "query",
    }

    /// Answers `/object/access_url`.
    pub struct AccessUrlResp {
        pub url: String = "url",
        /// Milliseconds since 1970.
        pub expire_time: i64 = "expireTime",
    }

    /// Asks `/object/initiate_form_data`.
    pub struct InitiateFormDataReq {
        pub name: String = "name",
        pub size: i64 = "size",
        pub content_type: String = "contentType",
        pub group: String = "group",
        pub millisecond: i64 = "millisecond",
        pub absolute: bool = "absolute",
    }

    /// Answers `/object/initiate_form_data`.
    pub struct InitiateFormDataResp {
        pub id: String = "id",
        pub url: String = "url",
        /// The name of the form's field for the file.
        pub file: String = "file",
        pub header: Vec<KeyValues> = "header",
        pub form_data: BTreeMap<String, String> = "formData",
        /// Milliseconds since 1970.
        pub expires: i64 = "expires",
        pub success_codes: Vec<i32> = "successCodes",
    }

    /// Asks `/object/complete_form_data`.
    pub struct CompleteFormDataReq {
        pub id: String = "id",
    }
}

call! {
    "/object/part_limit", PartLimitReq, PartLimitResp;
    "/object/part_size", PartSizeReq, PartSizeResp;
    "/object/initiate_multipart_upload", InitiateMultipartUploadReq, InitiateMultipartUploadResp;
    "/object/auth_sign", AuthSignReq, AuthSignParts;
    "/object/complete_multipart_upload", CompleteMultipartUploadReq, UrlResp;
    "/object/access_url", AccessUrlReq, AccessUrlResp;
    "/object/initiate_form_data", InitiateFormDataReq, InitiateFormDataResp;
    "/object/complete_form_data", CompleteFormDataReq, UrlResp;
}
