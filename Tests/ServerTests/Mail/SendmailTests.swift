import Foundation
import Testing

@testable import Catalog
@testable import Server

// One after another: a script that is still open for writing while another test starts a program cannot be run.
@Suite(.serialized) struct SendmailTests {
    @Test func theProgramGetsTheMessageOnStandardInput() async throws {
        try await Self.withFolder { folder in
            let out = folder.appending(path: "out").path
            let program = try Self.program(
                in: folder, "{ echo \"$@\"; cat; } > '\(out)'")
            try await Self.send(by: program)
            let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.first == "-t -i -f latchkey@example.com")
            #expect(lines.contains("To: <ann@northwind.example>") && lines.contains("."))
        }
    }

    @Test func aProgramThatReadsNothingIsNoTrouble() async throws {
        try await Self.withFolder { folder in try await Self.send(by: try Self.program(in: folder, "exit 0")) }
    }

    @Test(arguments: [
        ("cat > /dev/null; echo 'no such   user' >&2; exit 67", "did not take the mail (exited(67)): no such user."),
        ("exit 1", "did not take the mail (exited(1))."),
        ("yes | head -c 200000; exit 1", "could not be run"),
    ])
    func whatTheProgramSaidIsTold(script: String, words: String) async throws {
        try await Self.withFolder { folder in
            let program = try Self.program(in: folder, script)
            let error = await #expect(throws: MailError.self) { try await Self.send(by: program) }
            #expect(error?.message.hasPrefix(program) == true)
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        }
    }

    @Test func aProgramThatIsNotThereIsNamed() async throws {
        let error = await #expect(throws: MailError.self) { try await Self.send(by: "/nowhere/sendmail") }
        #expect(error?.message.hasPrefix("/nowhere/sendmail could not be run") == true)
    }

    private static func send(by program: String) async throws {
        let settings = MailSettings(from: try MailAddress("latchkey@example.com"), way: .sendmail(program))
        try await PostOffice(settings).send(Mail(to: "ann@northwind.example", subject: "Hi", text: "a\n.\nb"))
    }

    private static func program(in folder: URL, _ script: String) throws -> String {
        let file = folder.appending(path: "sendmail")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
        return file.path
    }

    private static func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "latchkey-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }
}
