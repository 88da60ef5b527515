/// A line of the summary over a form that was not taken, with a link to its field.
struct Problem: Hashable, Sendable {
    let anchor: String
    let message: String
}
