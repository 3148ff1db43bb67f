using System.Globalization;
using System.Runtime.InteropServices;

namespace P2P.TestServers;

/// <summary>Whom a server runs as: PostgreSQL refuses to run as root, and no other test server needs to.</summary>
internal sealed class ServerAccount
{
    private readonly (uint User, uint Group)? _other;

    private ServerAccount((uint User, uint Group)? other) => _other = other;

    /// <param name="preferred">The server's own account, where root starts it; else "nobody".</param>
    public static ServerAccount For(string preferred)
    {
        if (Environment.UserName != "root" && !Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToArray();
        var account = accounts.FirstOrDefault(fields => fields[0] == preferred)
            ?? accounts.FirstOrDefault(fields => fields[0] == "nobody")
            ?? throw new MissingServerException($"Root starts test servers as '{preferred}' or 'nobody', and /etc/passwd has neither.");
        return new ServerAccount((Number(account[2]), Number(account[3])));
    }

    /// <summary>The command that runs this one as the account. Needs no login shell, and keeps the process id.</summary>
    public IReadOnlyList<string> Running(params IEnumerable<string> command) =>
        _other is not { } other
            ? [.. command]
            : ["setpriv", $"--reuid={other.User}", $"--regid={other.Group}", "--clear-groups", .. command];

    /// <summary>Makes a new folder that only the account may enter.</summary>
    public string MakeFolder(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix).FullName;
        if (_other is { } other && ChangeOwner(folder, other.User, other.Group) != 0)
        {
            throw new MissingServerException($"The folder {folder} cannot be given to the account of the server.");
        }

        return folder;
    }

    private static uint Number(string field) => uint.Parse(field, CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}
