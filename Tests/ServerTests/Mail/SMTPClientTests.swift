import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Catalog
@testable import Server

/// What goes wrong at a relay; that all goes well with a real one, encrypted and signed in, the tests of the running server see.
@Suite struct SMTPClientTests {
    @Test func aMessageIsHandedOver() async throws {
        try await ScriptedRelay.run(ScriptedRelay.answering()) { relay, port in
            try await Self.send(to: port)
            let lines = relay.lines
            #expect(
                lines.prefix(4) == [
                    "EHLO example.com", "MAIL FROM:<latchkey@example.com>", "RCPT TO:<ann@northwind.example>", "DATA",
                ])
            #expect(lines.contains("Subject: Hi") && lines.contains(".."))
        }
    }

    @Test(arguments: [
        (["": "554 go away\r\n"], "127.0.0.1 answered 554 go away to its greeting."),
        (["MAIL": "451 later\r\n"], "127.0.0.1 answered 451 later to MAIL."),
        (["RCPT": "550-5.1.1 no\r\n550 5.1.1 such user\r\n"], "127.0.0.1 answered 550 5.1.1 no 5.1.1 such user to RCPT."),
        (["DATA": "503 no\r\n"], "127.0.0.1 answered 503 no to DATA."),
        ([".": "554 spam\u{1B}[2J\r\n"], "127.0.0.1 answered 554 spam [2J to the message."),
        (["EHLO": "HTTP/1.1 400 Bad Request\r\n"], "127.0.0.1 answered what is no SMTP"),
        (["RCPT": ""], "127.0.0.1 closed the connection before it had the mail."),
        (["MAIL": String(repeating: "x", count: 10_000)], "127.0.0.1 answered what is no SMTP"),
    ])
    func whatTheRelaySaysIsTold(answers: [String: String], words: String) async throws {
        try await ScriptedRelay.run(ScriptedRelay.answering(answers)) { _, port in
            let error = await #expect(throws: MailError.self) { try await Self.send(to: port) }
            #expect(error?.message.hasPrefix(words) == true, "\(error?.message ?? "")")
        }
    }

    @Test func aRelayThatDoesNotEncryptGetsNothing() async throws {
        try await ScriptedRelay.run(ScriptedRelay.answering()) { relay, port in
            let error = await #expect(throws: MailError.self) { try await Self.send(to: port, .starttls) }
            #expect(error?.message.contains("offers no STARTTLS") == true)
            #expect(relay.lines == ["EHLO example.com"])
        }
    }

    @Test func whatWasWrittenIntoTheConnectionBeforeItWasEncryptedIsNotRead() async throws {
        let answers = ["EHLO": "250-relay\r\n250 STARTTLS\r\n", "STARTTLS": "220 go\r\n250 AUTH PLAIN\r\n"]
        try await ScriptedRelay.run(ScriptedRelay.answering(answers)) { relay, port in
            let error = await #expect(throws: MailError.self) { try await Self.send(to: port, .starttls) }
            #expect(error?.message.contains("was not trusted") == true, "\(error?.message ?? "")")
            #expect(relay.lines == ["EHLO example.com", "STARTTLS"])
        }
    }

    @Test(arguments: [64, 512, 1024, 2048, 4096])
    func norIsItWhenItComesBehindAWholeReadOfTheAnswer(length: Int) async throws {
        // A read ends at the size of its buffer: what stands behind waits for the next one.
        let answer = Self.padded("220 go\r\n", to: length)
        #expect(answer.utf8.count == length)
        let injected = "250-evil\r\n250 AUTH PLAIN\r\n250 ok\r\n250 ok\r\n354 go on\r\n250 taken\r\n"
        let answers = ["EHLO": "250-relay\r\n250 STARTTLS\r\n", "STARTTLS": answer + injected]
        try await ScriptedRelay.run(ScriptedRelay.answering(answers)) { relay, port in
            let error = await #expect(throws: MailError.self) { try await Self.send(to: port, .starttls) }
            #expect(error?.message.contains("was not trusted") == true, "\(error?.message ?? "")")
            #expect(!relay.lines.contains { $0.hasPrefix("MAIL") })
        }
    }

    @Test func anAnswerToStartTLSThatWasThereBeforeTheQuestionIsNone() async throws {
        let answers = ["EHLO": "250-relay\r\n250 STARTTLS\r\n220 go\r\n", "STARTTLS": "454 not now\r\n"]
        try await ScriptedRelay.run(ScriptedRelay.answering(answers)) { relay, port in
            let error = await #expect(throws: MailError.self) { try await Self.send(to: port, .starttls) }
            #expect(error?.message.contains("was not trusted") == true, "\(error?.message ?? "")")
            #expect(!relay.lines.contains { $0.hasPrefix("MAIL") })
        }
    }

    @Test func aHandshakeThatNeverComesIsNotWaitedForWithoutEnd() async throws {
        let answers = ["EHLO": "250-relay\r\n250 STARTTLS\r\n", "STARTTLS": "220 go\r\n"]
        try await ScriptedRelay.run(ScriptedRelay.answering(answers)) { _, port in
            await #expect(throws: Deadline.Passed.self) {
                try await Deadline.within(.milliseconds(200)) {
                    try await Self.client(port, .starttls, nil).send(Self.message())
                }
            }
        }
    }

    @Test func aPasswordThatTheRelayRepeatsIsNotTold() async throws {
        let answers = ["AUTH": "535 no \("hunter22") here\r\n"]
        try await ScriptedRelay.run(ScriptedRelay.answering(answers)) { relay, port in
            let error = await #expect(throws: MailError.self) { try await Self.send(to: port, password: "hunter22") }
            #expect(error?.message == "127.0.0.1 did not take the user and password: it answered 535 no … here.")
            #expect(relay.lines.last == "AUTH PLAIN \(Data("\0ann\0hunter22".utf8).base64EncodedString())")
        }
    }

    @Test func theOlderWayToSignInWorksToo() async throws {
        let relayScript: ScriptedRelay.Script = { command in
            switch command {
            case "EHLO example.com": "250-relay\r\n250 AUTH LOGIN\r\n"
            case "AUTH LOGIN", "YW5u": "334 more\r\n"
            case "aHVudGVyMjI=": "235 welcome\r\n"
            default: ScriptedRelay.answering()(command)
            }
        }
        try await ScriptedRelay.run(relayScript) { relay, port in
            try await Self.send(to: port, password: "hunter22")
            #expect(relay.lines.contains("aHVudGVyMjI="))
        }
    }

    @Test func aRelayThatIsNotThereIsNamed() async throws {
        let port = try await Self.unusedPort()
        let error = await #expect(throws: MailError.self) { try await Self.send(to: port) }
        #expect(error?.message == "127.0.0.1 could not be reached at port \(port): Connection refused.")
    }

    @Test func silenceIsNotWaitedForWithoutEnd() async throws {
        try await ScriptedRelay.run({ _ in nil }) { _, port in
            await #expect(throws: Deadline.Passed.self) {
                try await Deadline.within(.milliseconds(50)) { try await Self.client(port, .none, nil).send(Self.message()) }
            }
        }
    }

    private static func send(to port: Int, _ security: SMTPRelay.Security = .none, password: String? = nil) async throws {
        guard let password else { return try await client(port, security, nil).send(message()) }
        let file = FileManager.default.temporaryDirectory.appending(path: "latchkey-test-\(UUID().uuidString)")
        try Data("\(password)\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await client(port, security, SMTPRelay.Login(user: "ann", passwordFile: file)).send(message())
    }

    private static func client(_ port: Int, _ security: SMTPRelay.Security, _ login: SMTPRelay.Login?) -> SMTPClient {
        SMTPClient(
            relay: SMTPRelay(host: "127.0.0.1", port: port, security: security, login: login),
            group: MultiThreadedEventLoopGroup.singleton)
    }

    private static func message() throws -> MailMessage {
        try MailMessage(
            Mail(to: "ann@northwind.example", subject: "Hi", text: "a\n.\nb"), from: try MailAddress("latchkey@example.com"),
            at: TestClock().now)
    }

    /// A reply of that many bytes, the last line as given.
    private static func padded(_ last: String, to length: Int) -> String {
        var text = ""
        while text.utf8.count + last.utf8.count < length {
            let left = length - text.utf8.count - last.utf8.count
            // A line is at least its code and its end; what would be left of less goes to this one.
            let size = left < 128 ? left : 64
            text += "220-" + String(repeating: "a", count: size - 6) + "\r\n"
        }
        return text + last
    }

    private static func unusedPort() async throws -> Int {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0)
            .get()
        let port = server.localAddress?.port ?? 0
        try await server.close()
        return port
    }
}
