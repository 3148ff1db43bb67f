using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class PhotosAndFolders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "folder_id",
                table: "actions",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "photo_blob_id",
                table: "actions",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "photo_format",
                table: "actions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "photo_hash",
                table: "actions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "action_folders",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    folder_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    name_key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_folders", x => new { x.campaign_id, x.folder_id });
                    table.ForeignKey(
                        name: "FK_action_folders_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_actions_campaign_id_folder_id",
                table: "actions",
                columns: new[] { "campaign_id", "folder_id" },
                filter: "folder_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_action_folders_campaign_id_name_key",
                table: "action_folders",
                columns: new[] { "campaign_id", "name_key" },
                unique: true);

            // Each name becomes a folder, which takes the id of its first action: a UUIDv7, and no other folder's.
            migrationBuilder.Sql(
                """
                INSERT INTO action_folders (campaign_id, folder_id, name, name_key)
                SELECT campaign_id, MIN(action_id), folder, upper(folder)
                FROM actions WHERE folder <> '' GROUP BY campaign_id, upper(folder);
                """);
            migrationBuilder.Sql(
                """
                UPDATE actions SET folder_id = (SELECT folders.folder_id FROM action_folders AS folders
                    WHERE folders.campaign_id = actions.campaign_id AND folders.name_key = upper(actions.folder))
                WHERE folder <> '';
                """);

            // Not by DropColumn: that makes the table anew, row by row.
            migrationBuilder.Sql("ALTER TABLE actions DROP COLUMN folder;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "folder",
                table: "actions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(
                """
                UPDATE actions SET folder = (SELECT folders.name FROM action_folders AS folders
                    WHERE folders.campaign_id = actions.campaign_id AND folders.folder_id = actions.folder_id)
                WHERE folder_id IS NOT NULL;
                """);
            migrationBuilder.DropTable(name: "action_folders");
            migrationBuilder.DropIndex(name: "IX_actions_campaign_id_folder_id", table: "actions");
            migrationBuilder.Sql("ALTER TABLE actions DROP COLUMN folder_id;");
            migrationBuilder.Sql("ALTER TABLE actions DROP COLUMN photo_blob_id;");
            migrationBuilder.Sql("ALTER TABLE actions DROP COLUMN photo_format;");
            migrationBuilder.Sql("ALTER TABLE actions DROP COLUMN photo_hash;");
        }
    }
}
