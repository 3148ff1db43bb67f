using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace P2P.GraphQL.Authentication;

/// <summary>The symmetric key of Development's own tokens, kept in a file that only its owner can read.</summary>
internal static class DevelopmentKey
{
    private const int Bytes = 32; // HS256 wants a key as long as its hash.

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads the key, or makes it where there is none. Of servers that start together one makes it.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SymmetricSecurityKey ReadOrCreate(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = Open(path);
        if (file.Length == 0)
        {
            var made = RandomNumberGenerator.GetBytes(Bytes);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(made)));
            return new SymmetricSecurityKey(made);
        }

        using var reader = new StreamReader(file);
        var key = new byte[Bytes];
        return Convert.TryFromBase64String(reader.ReadToEnd().Trim(), key, out var length) && length == Bytes
            ? new SymmetricSecurityKey(key)
            : throw new InvalidDataException($"'{path}' is not a key of {Bytes} bytes in base64. Delete it to have one made.");
    }

    /// <summary>Opens the file for this process alone, as soon as no other has it.</summary>
    private static FileStream Open(string path)
    {
        FileStream? file = null;
        IOException? failure = null;
        return SpinWait.SpinUntil(() => TryOpen(path, out file, out failure), Patience) ? file! : throw failure!;
    }

    private static bool TryOpen(
        string path, [NotNullWhen(true)] out FileStream? file, [NotNullWhen(false)] out IOException? failure)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            (file, failure) = (new FileStream(path, options), null);
            return true;
        }
        catch (IOException exception)
        {
            (file, failure) = (null, exception);
            return false;
        }
    }
}
