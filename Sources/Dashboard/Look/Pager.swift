/// The links under a list that goes on.
struct Pager: Sendable {
    let newer: String?
    let older: String?
    let newerLabel: String
    let olderLabel: String
    /// Which part of the whole this is.
    let place: String
}
