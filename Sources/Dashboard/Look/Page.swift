/// What a page shows: a struct with exactly what its template needs, built by one function.
///
/// A caution for its fields: where a value is `nil`, a template looks for the name in the structs around. So a name stands once
/// on the way from the page down to a row.
protocol Page: Sendable {
    static var template: Template { get }
    /// Stands in the browser's tab.
    var title: String { get }
}
