package import Visibility

extension Brand {
    /// Whom answers may name, as they are evaluated: the brand first, then its competitors in use, in their order.
    package var subjects: [MentionSubject] {
        [MentionSubject(content)] + competitors.map { MentionSubject($0.content) }
    }
}
