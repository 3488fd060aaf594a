import { Moon, Sun } from 'lucide-react'
import { commands, titleOf } from '#ui/commands/commands.ts'
import controls from '#ui/kit/controls.module.css'
import { useTheme } from '#ui/theme/useTheme.ts'

/** Leads to the other theme. */
export function ThemeButton({ isPhone = false }: { readonly isPhone?: boolean }) {
  const theme = useTheme()
  const command = commands[theme === 'light' ? 'dark' : 'light']
  return (
    <button
      type="button"
      className={isPhone ? `${controls.icon} ${controls.large}` : controls.icon}
      aria-label={command.name}
      title={titleOf(command)}
      onClick={command.does}
    >
      {theme === 'light' ? <Moon size={16} aria-hidden /> : <Sun size={16} aria-hidden />}
    </button>
  )
}
