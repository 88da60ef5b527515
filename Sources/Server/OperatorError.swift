/// Something that only the person who runs the server can mend. The message says what happened, to which thing, and what to do.
package struct OperatorError: Error, CustomStringConvertible {
    package let message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}
