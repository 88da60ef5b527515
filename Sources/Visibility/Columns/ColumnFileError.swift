/// Why files of columns cannot be used. They are a copy: whoever gets this rebuilds them.
package struct ColumnFileError: Error, Hashable, Sendable {
    package enum Reason: String, Sendable {
        /// Not there, or not to be read.
        case unreadable
        case truncated
        /// Of another kind, or of another version of this program.
        case foreign
        /// The checksum differs.
        case damaged
        /// It says what cannot be.
        case inconsistent
        case unwritable
    }

    package var path: String
    package var reason: Reason

    init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }
}
