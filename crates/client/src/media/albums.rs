//! Which pictures of one sending stand together: as many as a mosaic shows, named by the first of them. Each stays a message
//! of its own for whoever knows nothing of it.

/// So many make one mosaic.
const MOST: usize = 9;

/// The album of each file, empty where it stands alone. `files`: what each is called, and whether it is a picture.
pub(super) fn of(files: &[(&str, bool)]) -> Vec<String> {
    let mut albums = Vec::with_capacity(files.len());
    for run in files.chunk_by(|(_, one), (_, next)| one == next) {
        let pictures = run.first().is_some_and(|(_, picture)| *picture) && run.len() > 1;
        // Of about one size, so that none is left alone.
        let size = run.len().div_ceil(run.len().div_ceil(MOST));
        for chunk in run.chunks(size) {
            let name = chunk.first().map_or("", |(name, _)| *name);
            let name = if pictures { name } else { "" };
            albums.extend(chunk.iter().map(|_| name.to_owned()));
        }
    }
    albums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_in_a_row_stand_together_and_a_file_between_them_parts_them() {
        let files = [
            ("a", true),
            ("b", true),
            ("c", false),
            ("d", true),
            ("e", false),
            ("f", false),
        ];
        assert_eq!(of(&files), ["a", "a", "", "", "", ""]);
        assert!(of(&[]).is_empty());
    }

    #[test]
    fn many_pictures_are_several_albums_of_about_one_size() {
        let names: Vec<String> = (0..20).map(|at| at.to_string()).collect();
        let files: Vec<(&str, bool)> = names.iter().map(|name| (name.as_str(), true)).collect();
        let albums = of(&files);
        let sizes: Vec<usize> = albums.chunk_by(|one, next| one == next).map(<[String]>::len).collect();
        assert_eq!(sizes, [7, 7, 6]);
        let ten: Vec<_> = files.into_iter().take(10).collect();
        assert_eq!(of(&ten).chunk_by(|one, next| one == next).count(), 2);
    }
}
