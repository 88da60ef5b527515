package import HTTPTypes

extension HTTPField.Name {
    package static let requestID = known("X-Request-Id")

    /// A name that stands in the source. Traps on one that is no token of RFC 9110 §5.6.2, so any test run finds it.
    package static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not a header name: \(name)") }
        return name
    }
}
