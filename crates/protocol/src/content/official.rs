//! What a system account tells somebody (1400): words, and perhaps a picture and a link. It stands in the wrapper of every
//! notice.

use super::media::PictureContent;

object! {
    /// The detail of a 1400.
    pub struct OfficialContent {
        pub notification_name: String = "notificationName",
        pub notification_face_url: String = "notificationFaceURL",
        pub text: String = "text",
        pub url: String = "url",
        /// What it shows beside the words: 0 nothing, 1 a picture, further ones other files.
        pub mix_type: i32 = "mixType",
        pub picture_elem: PictureContent = "pictureElem",
        pub ex: String = "ex",
    }
}

impl OfficialContent {
    /// The picture that it shows.
    #[must_use]
    pub fn picture(&self) -> Option<&PictureContent> {
        (!self.picture_elem.source_picture.url.is_empty()).then_some(&self.picture_elem)
    }
}
