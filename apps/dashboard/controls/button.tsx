import type { ComponentProps } from 'react'

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong font-medium',
  secondary: 'border border-line bg-surface text-ink hover:bg-sunken font-medium',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'border border-danger bg-surface font-medium text-danger hover:bg-danger-wash',
} as const

const sizes = { medium: 'h-10 px-4 text-[15px]', small: 'h-8 px-3 text-sm', icon: 'size-10', smallIcon: 'size-8' } as const

export type ButtonLook = { look?: keyof typeof looks; size?: keyof typeof sizes }

export const buttonClass = ({ look = 'secondary', size = 'medium' }: ButtonLook = {}) =>
  `inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-lg transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 ${looks[look]} ${sizes[size]}`

/** `refusal` says why it can't be used; it stays focusable, so that the reason can be heard. */
export function Button({ look, size, refusal, className = '', onClick, ...rest }: ComponentProps<'button'> & ButtonLook & { refusal?: string | undefined }) {
  return (
    <button
      type="button"
      {...rest}
      {...(refusal ? { 'aria-disabled': true, title: refusal, 'aria-description': refusal, type: 'button' as const } : onClick ? { onClick } : {})}
      className={`${buttonClass({ ...(look ? { look } : {}), ...(size ? { size } : {}) })} ${className}`}
    />
  )
}
