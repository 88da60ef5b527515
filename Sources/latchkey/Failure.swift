internal import ArgumentParser
internal import Catalog
internal import Server

/// Errors as people at a terminal read them.
enum Failure {
    static func readable(_ error: any Error) -> any Error {
        switch error {
        case let error as OperatorError: Message(text: error.message)
        case let error as CatalogError: Message(text: error.message)
        case let error as StoreError: Message(text: error.message)
        case let error as MailError: Message(text: error.message)
        default: error
        }
    }

    private struct Message: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}
