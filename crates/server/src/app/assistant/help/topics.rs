//! Reads a help text: sections that begin with `## name`, then a line of keywords between commas, then the answer. What
//! stands before the first section is for whoever edits the file. Knows no language.

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Topic {
    /// The same in every language.
    pub(super) name: String,
    pub(super) keywords: Vec<String>,
    pub(super) answer: String,
}

pub(super) fn read(text: &str) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            topics.push(Topic {
                name: name.to_owned(),
                ..Topic::default()
            });
            continue;
        }
        let Some(topic) = topics.last_mut() else {
            continue;
        };
        if let Some(keywords) = line.strip_prefix("keywords: ") {
            topic.keywords = keywords.split([',', '，']).map(|word| word.trim().to_owned()).collect();
        } else if !line.is_empty() {
            topic.answer.push_str(line);
        }
    }
    topics
}
