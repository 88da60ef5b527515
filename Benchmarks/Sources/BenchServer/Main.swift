import Foundation
import Server

/// The server as it is, with one route more: `/bench/ungated` answers with the bytes of a file and asks for no key.
///
///     BenchServer DATA PORT FILE
@main
struct BenchServer {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let port = Int(arguments[2]) else {
            FileHandle.standardError.write(Data("usage: BenchServer DATA PORT FILE\n".utf8))
            exit(2)
        }
        let bytes = try Data(contentsOf: URL(filePath: arguments[3]))
        try await LatchkeyServer.run(
            data: URL(filePath: arguments[1], directoryHint: .isDirectory), host: "127.0.0.1", port: port,
            fixed: ["/bench/ungated": Array(bytes)])
    }
}
